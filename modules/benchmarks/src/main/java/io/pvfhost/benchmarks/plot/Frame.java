package io.pvfhost.benchmarks.plot;

import java.util.List;

/** What all plots have: a title, a vertical axis with a grid, and a legend. */
final class Frame {

  static final int WIDTH = 760;
  static final int HEIGHT = 420;
  static final int LEFT = 70;
  static final int RIGHT = WIDTH - 20;
  static final int TOP = 70;
  static final int BOTTOM = HEIGHT - 60;
  static final String INK = "#333333";
  /** Told apart by people with any colour vision (Okabe and Ito). */
  private static final List<String> COLOURS =
      List.of("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#000000");
  private static final String GRID = "#dddddd";

  private Frame() {
  }

  static String colour(int series) {
    return COLOURS.get(series % COLOURS.size());
  }

  /** Draws title, grid, vertical axis and legend. */
  static void draw(Svg svg, String title, String vertical, Scale y, List<String> series) {
    svg.text(LEFT, 24, Svg.Anchor.START, 16, title);
    for (double tick : y.ticks()) {
      svg.line(LEFT, y.at(tick), RIGHT, y.at(tick), GRID, 1);
      svg.text(LEFT - 6, y.at(tick) + 4, Svg.Anchor.END, 12, Scale.label(tick));
    }
    svg.textUpwards(18, (TOP + BOTTOM) / 2.0, 12, vertical);
    double x = LEFT;
    for (int i = 0; i < series.size(); i++) {
      svg.rectangle(x, 40, 12, 12, colour(i));
      svg.text(x + 16, 50, Svg.Anchor.START, 12, series.get(i));
      x += 34 + 6.6 * series.get(i).length();
    }
  }

  /** Draws the horizontal axis and its name. */
  static void drawBase(Svg svg, String horizontal) {
    svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, INK, 1.2);
    svg.text((LEFT + RIGHT) / 2.0, HEIGHT - 14, Svg.Anchor.MIDDLE, 12, horizontal);
  }
}
