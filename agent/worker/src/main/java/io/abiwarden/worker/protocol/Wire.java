package io.abiwarden.worker.protocol;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Strings, lists and optionals on a stream, with limits for whoever reads them. */
final class Wire {

  /** The longest string that is written or read, in bytes of UTF-8. */
  static final int LONGEST = 16 * 1024;

  /** The longest list that is read. */
  static final int MOST = 2048;

  private Wire() {}

  /** Writes or reads one value. */
  interface Writer<T> {
    void write(DataOutputStream out, T value) throws IOException;
  }

  /** Reads one value. */
  interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  /** Writes a string, shortened to {@link #LONGEST}. */
  static void string(DataOutputStream out, String value) throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(bytes.length, LONGEST);
    out.writeInt(length);
    out.write(bytes, 0, length);
  }

  /** Reads a string; what is not UTF-8 in it is replaced. */
  static String string(DataInputStream in) throws IOException {
    byte[] bytes = new byte[length(in, LONGEST)];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static <T> void list(DataOutputStream out, List<T> values, Writer<T> writer) throws IOException {
    out.writeInt(values.size());
    for (T value : values) {
      writer.write(out, value);
    }
  }

  static <T> List<T> list(DataInputStream in, Reader<T> reader) throws IOException {
    int length = length(in, MOST);
    var values = new ArrayList<T>();
    for (int i = 0; i < length; i++) {
      values.add(reader.read(in));
    }
    return values;
  }

  static <T> void optional(DataOutputStream out, Optional<T> value, Writer<T> writer)
      throws IOException {
    out.writeBoolean(value.isPresent());
    if (value.isPresent()) {
      writer.write(out, value.get());
    }
  }

  static <T> Optional<T> optional(DataInputStream in, Reader<T> reader) throws IOException {
    return in.readBoolean() ? Optional.of(reader.read(in)) : Optional.empty();
  }

  static void constant(DataOutputStream out, Enum<?> value) throws IOException {
    string(out, value.name());
  }

  static <E extends Enum<E>> E constant(DataInputStream in, Class<E> type) throws IOException {
    String name = string(in);
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("no " + type.getSimpleName() + " has this name");
    }
  }

  private static int length(DataInputStream in, int limit) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > limit) {
      throw new ProtocolException("a length of " + length + " is over the limit of " + limit);
    }
    return length;
  }
}
