package io.pvfhost.tests.scale;

import com.fasterxml.jackson.databind.JsonNode;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleReader.ItemReader;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.scale.ScaleWriter.ItemWriter;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Bytes that the tests of the reference codec expect. */
class ParityVectorsTest {

  private static final String FILE = "vectors/scale/parity-scale-codec.json";

  private static final Map<String, Integer> LARGEST = Map.of("Compact<u8>", 0xFF, "Compact<u16>", 0xFFFF);

  @Test
  void compactNumbers() throws IOException, ScaleException {
    check("compact", value -> Long.parseUnsignedLong(value.asText()), ScaleWriter::compact, ScaleReader::compact);
  }

  @Test
  void texts() throws IOException, ScaleException {
    check("string", JsonNode::asText, ScaleWriter::string, ScaleReader::string);
  }

  @Test
  void byteSequences() throws IOException, ScaleException {
    check("vec_u8", ParityVectorsTest::bytes, ScaleWriter::bytes, ScaleReader::bytes);
  }

  @Test
  void listsOfTexts() throws IOException, ScaleException {
    check("vec_string", value -> list(value, JsonNode::asText), (out, list) -> out.list(list, ScaleWriter::string),
        in -> in.list(ScaleReader::string));
  }

  @Test
  void listsOfNumbers() throws IOException, ScaleException {
    check("vec_i16", value -> list(value, JsonNode::asInt),
        (out, list) -> out.list(list, (o, item) -> o.u16(item & 0xFFFF)), in -> in.list(i -> (int) (short) i.u16()));
  }

  @Test
  void listsOfOptions() throws IOException, ScaleException {
    check("vec_option_i8",
        value -> list(value, item -> item.isNull() ? Optional.<Integer>empty() : Optional.of(item.asInt())),
        (out, list) -> out.list(list, (o, item) -> o.option(item, (p, number) -> p.u8(number & 0xFF))),
        in -> in.list(i -> i.option(j -> (int) (byte) j.u8())));
  }

  @Test
  void listsOfItemsWithoutBytes() throws IOException, ScaleException {
    check("vec_unit", JsonNode::asInt, (out, count) -> out.list(unit(count), (o, item) -> assertEquals("", item)),
        in -> in.list(10, i -> "").size());
  }

  @Test
  void compactNumbersOverTheirTypeAreRefused() throws IOException {
    JsonNode cases = DataFolder.json(FILE).get("must_fail");
    assertFalse(cases.isEmpty());
    for (JsonNode one : cases) {
      ScaleReader in = Hex.reader(one.get("hex").asText());
      int largest = LARGEST.get(one.get("type").asText());
      assertEquals(0, assertThrows(ScaleException.class, () -> in.compactLength(largest, "number")).offset());
    }
  }

  private static <T> void check(String family, Function<JsonNode, T> value, ItemWriter<T> writer, ItemReader<T> reader)
      throws IOException, ScaleException {
    JsonNode cases = DataFolder.json(FILE).get(family);
    assertFalse(cases.isEmpty());
    for (JsonNode one : cases) {
      T expected = value.apply(one.get("value"));
      ScaleWriter out = new ScaleWriter();
      writer.write(out, expected);
      assertEquals(one.get("hex").asText(), out.toBytes().toHex());
      ScaleReader in = new ScaleReader(out.toByteArray());
      assertEquals(expected, reader.read(in));
      in.end();
    }
  }

  private static Bytes bytes(JsonNode numbers) {
    byte[] bytes = new byte[numbers.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) numbers.get(i).asInt();
    }
    return Bytes.wrap(bytes);
  }

  private static <T> List<T> list(JsonNode items, Function<JsonNode, T> item) {
    List<T> list = new ArrayList<>();
    items.forEach(node -> list.add(item.apply(node)));
    return list;
  }

  private static List<String> unit(int count) {
    return Collections.nCopies(count, "");
  }
}
