package io.pvfhost.tests.benchmarks;

import io.pvfhost.benchmarks.plot.BarPlot;
import io.pvfhost.benchmarks.plot.LinePlot;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PlotTest {

  private static Stream<Element> elements(Document svg, String tag) {
    NodeList found = svg.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static BarPlot bars() {
    BarPlot plot = new BarPlot("a < b & \"c\"", "ways", "ms", List.of("p50", "p99"));
    plot.group("one", "none lost", List.of(List.of(3.0, 1.0, 2.0), List.of(9.0, 10.0, 11.0)));
    plot.group("two", "", List.of(List.of(0.02), List.of(5_000.0)));
    return plot;
  }

  @Test
  void barsAreASvgDocumentWithADotForEachValue() throws Exception {
    Document svg = SvgFiles.parse(bars().toSvg());
    assertEquals(8, elements(svg, "circle").count());
    List<String> texts = elements(svg, "text").map(Element::getTextContent).toList();
    assertTrue(texts.containsAll(List.of("a < b & \"c\"", "ways", "ms", "p50", "p99", "one", "two", "none lost")),
        texts::toString);
  }

  @Test
  void barsReachToTheMedianAndLargerValuesAreHigher() throws Exception {
    Document svg = SvgFiles.parse(bars().toSvg());
    List<Element> dots = elements(svg, "circle").toList();
    // Those of a series come in order: 1, 2, 3.
    assertTrue(number(dots.get(0), "cy") > number(dots.get(1), "cy")
        && number(dots.get(1), "cy") > number(dots.get(2), "cy"));
    assertTrue(elements(svg, "rect").anyMatch(bar -> bar.getAttribute("y").equals(dots.get(1).getAttribute("cy"))));
    assertTrue(dots.stream().allMatch(dot -> number(dot, "cy") >= 0 && number(dot, "cy") <= 420), "within the picture");
  }

  @Test
  void linesGoThroughTheMediansOfAllPoints() throws Exception {
    LinePlot plot = new LinePlot("messages", "hosts", "messages a job");
    for (int hosts : new int[] {10, 1_000, 100}) {
      plot.add("load 0.7", hosts, 5);
      plot.add("load 0.7", hosts, 4);
      plot.add("load 0.7", hosts, 6);
      plot.add("load 0.9", hosts, 7);
    }
    Document svg = SvgFiles.parse(plot.toSvg());
    assertEquals(12, elements(svg, "circle").count());
    List<Element> lines = elements(svg, "polyline").toList();
    assertEquals(2, lines.size());
    List<String> points = List.of(lines.get(0).getAttribute("points").split(" ", -1));
    assertEquals(3, points.size());
    assertEquals(1, points.stream().map(point -> point.substring(point.indexOf(','))).distinct().count(),
        "a level line");
    List<Double> across = points.stream().map(point -> Double.valueOf(point.substring(0, point.indexOf(',')))).toList();
    assertEquals(across.stream().sorted().toList(), across);
  }

  @Test
  void numbersDoNotDependOnTheLocale() throws Exception {
    Locale before = Locale.getDefault();
    String expected = bars().toSvg();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals(expected, bars().toSvg());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void nothingIsNoPlot() {
    assertThrows(IllegalStateException.class, new LinePlot("t", "x", "y")::toSvg);
    assertThrows(IllegalStateException.class, new BarPlot("t", "x", "y", List.of("s"))::toSvg);
    assertThrows(IllegalArgumentException.class,
        () -> new BarPlot("t", "x", "y", List.of("s")).group("g", "", List.of(List.of())));
  }
}
