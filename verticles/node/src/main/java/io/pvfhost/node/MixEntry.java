package io.pvfhost.node;

import io.pvfhost.scale.Bytes;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One entry of a mix, whose fields are asked for one by one; {@link #end} refuses those that nobody asked for. */
final class MixEntry {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

  private final Path file;
  private final String place;
  private final Map<String, String> fields;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * @param file the mix, beside which the files it names are looked for
   * @param place of the entry, for messages
   * @param fields as they are written
   */
  MixEntry(Path file, String place, Map<String, String> fields) {
    this.file = file;
    this.place = place;
    this.fields = fields;
  }

  /** An error in a field. */
  InputException error(String field, String message) {
    return new InputException(place(field) + ": " + message);
  }

  /** A field of the entry, for messages. */
  String place(String field) {
    return place + ": " + field;
  }

  /** A text that must be there. */
  String text(String field) {
    return optionalText(field).orElseThrow(() -> error(field, "is missing"));
  }

  /** A text that may be absent. */
  Optional<String> optionalText(String field) {
    known.add(field);
    return Optional.ofNullable(fields.get(field));
  }

  /** A whole number within limits, or the one for when there is none. */
  int number(String field, int least, int most, int otherwise) {
    return Math.toIntExact(number(field, (long) least, most, otherwise));
  }

  /** A whole number within limits, or the one for when there is none. */
  long number(String field, long least, long most, long otherwise) {
    Optional<String> value = optionalText(field);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (!NUMBER.matcher(value.get()).matches()) {
      throw error(field, "a whole number is needed, not " + value.get());
    }
    return Inputs.inRange(place(field), Long.parseLong(value.get()), least, most);
  }

  /** Bytes that may be absent: digits after 0x, or the name of a file, from the folder of the mix. */
  Optional<Bytes> optionalBytes(String field, int limit) {
    return optionalText(field).map(text -> text.startsWith("0x") ? Inputs.bytes(place(field), text, limit)
        : Inputs.file(place(field), besideMix(field, text), limit));
  }

  /** Bytes that must be there. */
  Bytes bytes(String field, int limit) {
    return optionalBytes(field, limit).orElseThrow(() -> error(field, "is missing"));
  }

  /** Refuses fields that were not asked for. */
  void end() {
    for (String name : fields.keySet()) {
      if (!known.contains(name)) {
        throw error(name, "no such field; there are " + String.join(", ", known));
      }
    }
  }

  private Path besideMix(String field, String text) {
    return file.toAbsolutePath().resolveSibling(Inputs.path(place(field), text));
  }
}
