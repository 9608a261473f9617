package io.pvfhost.node;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.pvfhost.node.load.AdderJobs;
import io.pvfhost.node.load.CpuJobs;
import io.pvfhost.node.load.InvalidJobs;
import io.pvfhost.node.load.JobSource;
import io.pvfhost.node.load.LargeJobs;
import io.pvfhost.node.load.LoadMix;
import io.pvfhost.node.load.ResidueJobs;
import io.pvfhost.scale.Bytes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file of {@code pvf load --mix}: a list of kinds and weights, in YAML or JSON. Every mistake is an
 * {@link InputException} that names the file, the entry and the field.
 */
final class MixFile {

  private static final int MAX_FILE_BYTES = 1 << 20;
  private static final String KINDS = "adder, cpu, residue, invalid, large, candidate";
  private static final YAMLFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private MixFile() {
  }

  static LoadMix read(Path file) {
    List<Map<String, String>> entries = parse(file);
    if (entries.isEmpty() || entries.size() > LoadMix.MAX_PARTS) {
      throw new InputException(file + ": 1 to " + LoadMix.MAX_PARTS + " entries are needed, there are "
          + entries.size());
    }
    List<LoadMix.Part> parts = new ArrayList<>();
    for (Map<String, String> fields : entries) {
      MixEntry entry = new MixEntry(file, file + ": entry " + (parts.size() + 1), fields);
      JobSource source = source(entry);
      int weight = entry.number("weight", 1, LoadMix.MAX_WEIGHT, 1);
      entry.end();
      parts.add(new LoadMix.Part(source, weight));
    }
    return new LoadMix(parts);
  }

  private static JobSource source(MixEntry entry) {
    String kind = entry.text("kind");
    return switch (kind) {
      case "adder" -> new AdderJobs();
      case "cpu" -> new CpuJobs(entry.number("rounds", 1, CpuJobs.MAX_ROUNDS, CpuJobs.DEFAULT_ROUNDS));
      case "residue" -> new ResidueJobs();
      case "invalid" -> new InvalidJobs();
      case "large" -> new LargeJobs(
          entry.number("bytes", LargeJobs.MIN_BYTES, LargeJobs.MAX_BYTES, LargeJobs.DEFAULT_BYTES));
      case "candidate" -> MixCandidate.read(entry);
      default -> throw entry.error("kind", "'" + kind + "' is none of " + KINDS);
    };
  }

  private static List<Map<String, String>> parse(Path file) {
    Bytes text = Inputs.file("--mix", file, MAX_FILE_BYTES);
    try (JsonParser in = YAML.createParser(text.array())) {
      if (in.nextToken() != JsonToken.START_ARRAY) {
        throw new InputException(file + ": a list is needed, each entry of the form '- kind: adder'");
      }
      List<Map<String, String>> entries = new ArrayList<>();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        entries.add(fields(file + ": entry " + (entries.size() + 1), in));
      }
      return entries;
    } catch (IOException e) {
      throw new InputException(file + ": " + describe(e), e);
    }
  }

  // Values are taken as they are written: to YAML, what begins with 0x is a number, of which leading zeros are lost.
  private static Map<String, String> fields(String place, JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw new InputException(place + ": fields are needed, such as 'kind: adder'");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (!value.isScalarValue() || value == JsonToken.VALUE_NULL) {
        throw new InputException(place + ": " + name + ": a text or a number is needed");
      }
      fields.put(name, in.getText());
    }
    return fields;
  }

  private static String describe(IOException e) {
    if (e instanceof JsonProcessingException bad) {
      JsonLocation at = bad.getLocation();
      String first = bad.getOriginalMessage().lines().findFirst().orElse("not YAML");
      return (at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ") + first;
    }
    return e.getMessage();
  }
}
