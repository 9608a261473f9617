package io.pvfhost.benchmarks.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where a value lies along an axis.
 *
 * @param low value at the start
 * @param high value at the end
 * @param logarithmic whether equal ratios are equally long
 * @param start coordinate of the start
 * @param end coordinate of the end
 */
record Scale(double low, double high, boolean logarithmic, double start, double end) {

  private static final int MOST_TICKS = 7;

  /** From zero to a little more than the largest value. */
  static Scale linear(double largest, double start, double end) {
    double top = largest > 0 ? largest : 1;
    double step = tickStep(top);
    return new Scale(0, Math.ceil(top * 1.02 / step) * step, false, start, end);
  }

  /** Whole decades, or halves of them at the ends, around the values. */
  static Scale logarithmic(double smallest, double largest, double start, double end) {
    return new Scale(niceBelow(smallest), niceAbove(largest), true, start, end);
  }

  private static double niceBelow(double value) {
    double decade = Math.pow(10, Math.floor(Math.log10(value)));
    return value >= 5 * decade ? 5 * decade : value >= 2 * decade ? 2 * decade : decade;
  }

  private static double niceAbove(double value) {
    double decade = Math.pow(10, Math.floor(Math.log10(value)));
    return value <= decade ? decade : value <= 2 * decade ? 2 * decade : value <= 5 * decade ? 5 * decade : 10 * decade;
  }

  /** The coordinate of a value; values outside lie at the ends. */
  double at(double value) {
    double inside = Math.min(high, Math.max(low, value));
    double part = logarithmic ? Math.log(inside / low) / Math.log(high / low) : (inside - low) / (high - low);
    return start + part * (end - start);
  }

  /** Values worth a mark. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      for (double decade = Math.pow(10, Math.floor(Math.log10(low))); decade <= high * 1.001; decade *= 10) {
        for (int digit : new int[] {1, 2, 5}) {
          double tick = decade * digit;
          if (tick >= low * 0.999 && tick <= high * 1.001) {
            ticks.add(tick);
          }
        }
      }
      return ticks;
    }
    double step = tickStep(high);
    for (int i = 0; i * step <= high * 1.001; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private static double tickStep(double range) {
    double rough = range / MOST_TICKS;
    return niceAbove(rough);
  }

  /** A value as a label. */
  static String label(double value) {
    double size = Math.abs(value);
    if (size >= 1e6) {
      return trimmed(value / 1e6) + "M";
    }
    if (size >= 1e4) {
      return trimmed(value / 1e3) + "k";
    }
    return trimmed(value);
  }

  private static String trimmed(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
