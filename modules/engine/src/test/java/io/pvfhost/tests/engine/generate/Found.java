package io.pvfhost.tests.engine.generate;

import io.pvfhost.engine.RuleSet;
import io.pvfhost.tests.engine.generate.Calls.Call;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Cases that once differed, kept as vectors of our own in {@code engine/found.txt}: a line {@code module} with the
 * rules and the hex of the module, then one line {@code CALL = ANSWER} for each call. Lines that start with {@code #}
 * say what it was.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Found(RuleSet rules, byte[] module, List<Call> calls, List<String> answers) {

  private static final String MODULE = "module ";

  static List<Found> all() {
    List<Found> all = new ArrayList<>();
    try (InputStream in = Found.class.getResourceAsStream("/engine/found.txt");
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line : lines.lines().toList()) {
        if (line.startsWith(MODULE)) {
          String[] words = line.split(" ", -1);
          byte[] module = HexFormat.of().parseHex(words[2]);
          all.add(new Found(RuleSet.of(words[1]), module, new ArrayList<>(), new ArrayList<>()));
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          String[] sides = line.split(" = ", 2);
          all.get(all.size() - 1).calls().add(Call.parse(sides[0]));
          all.get(all.size() - 1).answers().add(sides[1]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  int globals() {
    String values = answers.get(0).replaceAll(".*; globals (.*); pages .*", "$1");
    return values.split(" ", -1).length;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(MODULE).append(rules).append(' ')
        .append(HexFormat.of().formatHex(module)).append('\n');
    for (int i = 0; i < calls.size(); i++) {
      text.append(calls.get(i)).append(" = ").append(answers.get(i)).append('\n');
    }
    return text.toString();
  }
}
