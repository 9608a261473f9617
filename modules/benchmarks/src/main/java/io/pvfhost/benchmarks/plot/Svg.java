package io.pvfhost.benchmarks.plot;

import java.util.Locale;

/** Collects the elements of one SVG picture. */
final class Svg {

  /** Where a text is held. */
  enum Anchor { START, MIDDLE, END }

  private final StringBuilder elements = new StringBuilder();
  private final int width;
  private final int height;

  Svg(int width, int height) {
    this.width = width;
    this.height = height;
  }

  void line(double x1, double y1, double x2, double y2, String colour, double thickness) {
    add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>", x1, y1, x2, y2,
        colour, thickness);
  }

  void rectangle(double x, double y, double wide, double high, String colour) {
    add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>", x, y, wide, high, colour);
  }

  void dot(double x, double y, double radius, String colour) {
    add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>", x, y, radius, colour);
  }

  /** A line through points that are written {@code x,y x,y}. */
  void path(String points, String colour) {
    add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", points, colour);
  }

  void text(double x, double y, Anchor anchor, int size, String text) {
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\">%s</text>", x, y,
        anchor.name().toLowerCase(Locale.ROOT), size, escape(text));
  }

  /** A text that runs upwards. */
  void textUpwards(double x, double y, int size, String text) {
    add("<text transform=\"translate(%.1f %.1f) rotate(-90)\" text-anchor=\"middle\" font-size=\"%d\">%s</text>", x, y,
        size, escape(text));
  }

  private void add(String format, Object... arguments) {
    elements.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }

  /** The whole document. */
  String document() {
    return String.format(Locale.ROOT, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
        + " height=\"%d\" font-family=\"sans-serif\">%n<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n%s</svg>%n",
        width, height, width, height, width, height, elements);
  }
}
