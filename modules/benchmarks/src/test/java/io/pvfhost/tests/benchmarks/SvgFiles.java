package io.pvfhost.tests.benchmarks;

import org.w3c.dom.Document;
import org.xml.sax.InputSource;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** Plots as the documents that they have to be. */
final class SvgFiles {

  private SvgFiles() {
  }

  /** Parses a document, which must be SVG and have no number that is none. */
  static Document parse(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    assertEquals("svg", document.getDocumentElement().getTagName());
    assertEquals("http://www.w3.org/2000/svg", document.getDocumentElement().getAttribute("xmlns"));
    assertFalse(text.contains("NaN") || text.contains("Infinity"), text);
    return document;
  }

  /** Names of the plots in a directory, each of which is parsed. */
  static List<String> names(Path directory) throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      parse(Files.readString(file));
    }
    return files.stream().map(file -> file.getFileName().toString()).toList();
  }
}
