package io.abiwarden.core.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/**
 * Reads a zip file's central directory (APPNOTE 4.3.12) the way Python's {@code zipfile} does. The
 * JDK's {@code ZipFile} refuses a whole archive for one entry that is encrypted or packed in a way
 * it does not know; here, each entry stands for itself.
 */
final class ZipDirectory {

  private static final int HEADER = 46;
  private static final int SIGNATURE = 0x02014b50;
  private static final int MARKED_UTF_8 = 1 << 11;
  private static final int ZIP64 = 1;
  private static final int UNICODE_PATH = 0x7075;
  private static final long SATURATED = 0xffffffffL;

  private final ByteBuffer bytes;
  private final long shift;
  private final Quirks quirks;
  private final List<ZipMember> members = new ArrayList<>();

  private ZipDirectory(ByteBuffer bytes, long shift, Quirks quirks) {
    this.bytes = bytes;
    this.shift = shift;
    this.quirks = quirks;
  }

  /**
   * Reads the directory.
   *
   * @param quirks takes what is wrong with it, and with entries whose names are of no use
   * @return the entries in its order, folders among them
   */
  static List<ZipMember> read(ZipSource source, ZipEnd end, Quirks quirks) throws IOException {
    if (end.directorySize() > Limits.DIRECTORY) {
      quirks.say(
          Quirk.TOO_MANY,
          "its directory has more than " + Limits.DIRECTORY + " bytes, and is not read");
      return List.of();
    }
    ByteBuffer bytes = source.read(end.directoryAt(), (int) end.directorySize());
    if (bytes.limit() < end.directorySize()) {
      throw new ZipException("its directory is cut off");
    }
    ZipDirectory directory = new ZipDirectory(bytes, end.shift(), quirks);
    directory.readAll(end);
    return directory.members;
  }

  private void readAll(ZipEnd end) {
    int count = 0;
    while (bytes.hasRemaining()) {
      if (count == Limits.ENTRIES) {
        quirks.say(
            Quirk.TOO_MANY,
            "it has more than " + Limits.ENTRIES + " entries; the others are not read");
        return;
      }
      if (!readOne()) {
        quirks.say(Quirk.CONFUSION, "its directory breaks off after " + count + " entries");
        return;
      }
      count++;
    }
    long said = end.entries();
    if (end.wide() ? said != count : said != (count & 0xffff)) {
      quirks.say(
          Quirk.CONFUSION,
          "its end record counts " + said + " entries, and the directory has " + count);
    }
  }

  /** One header; false if there is none. */
  private boolean readOne() {
    int at = bytes.position();
    if (bytes.remaining() < HEADER || bytes.getInt(at) != SIGNATURE) {
      return false;
    }
    int nameLength = Short.toUnsignedInt(bytes.getShort(at + 28));
    int extraLength = Short.toUnsignedInt(bytes.getShort(at + 30));
    int length = HEADER + nameLength + extraLength + Short.toUnsignedInt(bytes.getShort(at + 32));
    if (bytes.remaining() < length) {
      return false;
    }
    ByteBuffer name = bytes.slice(at + HEADER, nameLength);
    ByteBuffer extra = bytes.slice(at + HEADER + nameLength, extraLength).order(bytes.order());
    int flags = Short.toUnsignedInt(bytes.getShort(at + 8));
    Optional<String> decoded = name(name, flags);
    if (nameLength > Limits.NAME) {
      quirks.add(Quirk.LONG_NAME, latin(name));
    } else if (decoded.isEmpty()) {
      quirks.add(Quirk.NOT_TEXT, latin(name));
    } else {
      add(at, decoded.get(), flags, nameLength, extra, name);
    }
    bytes.position(at + length);
    return true;
  }

  private void add(
      int at, String name, int flags, int nameLength, ByteBuffer extra, ByteBuffer rawName) {
    long[] sizes = {
      Integer.toUnsignedLong(bytes.getInt(at + 24)),
      Integer.toUnsignedLong(bytes.getInt(at + 20)),
      Integer.toUnsignedLong(bytes.getInt(at + 42))
    };
    if (!readExtra(extra, sizes, name, rawName)) {
      quirks.add(Quirk.EXTRA, name);
    }
    members.add(
        new ZipMember(
            name,
            flags,
            Short.toUnsignedInt(bytes.getShort(at + 10)),
            bytes.getInt(at + 16),
            sizes[1],
            sizes[0],
            sizes[2] < 0 ? Long.MAX_VALUE : Math.addExact(shift, Math.min(sizes[2], 1L << 60)),
            nameLength,
            bytes.getInt(at + 38) >>> 16));
  }

  /**
   * Reads the extra fields: the wide sizes, and another name.
   *
   * @param sizes content, data and offset; those that are saturated are replaced
   * @return whether the fields fit into each other
   */
  private boolean readExtra(ByteBuffer extra, long[] sizes, String name, ByteBuffer rawName) {
    while (extra.remaining() >= 4) {
      int id = Short.toUnsignedInt(extra.getShort());
      int length = Short.toUnsignedInt(extra.getShort());
      if (length > extra.remaining()) {
        return false;
      }
      ByteBuffer field = extra.slice(extra.position(), length).order(extra.order());
      extra.position(extra.position() + length);
      if (id == ZIP64 && !widen(field, sizes)) {
        return false;
      }
      if (id == UNICODE_PATH && renames(field, name, rawName)) {
        quirks.add(Quirk.OTHER_NAME, name);
      }
    }
    return true;
  }

  private static boolean widen(ByteBuffer field, long[] sizes) {
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == SATURATED) {
        if (field.remaining() < Long.BYTES) {
          return false;
        }
        sizes[i] = field.getLong();
      }
    }
    return true;
  }

  /**
   * Whether a field of Info-ZIP's holds another name; it counts if it knows the first one's CRC.
   */
  private static boolean renames(ByteBuffer field, String name, ByteBuffer rawName) {
    if (field.remaining() < 5 || field.get() != 1) {
      return false;
    }
    CRC32 crc = new CRC32();
    crc.update(rawName.duplicate());
    return field.getInt() == (int) crc.getValue()
        && !StandardCharsets.UTF_8.decode(field).toString().equals(name);
  }

  private Optional<String> name(ByteBuffer raw, int flags) {
    String latin = latin(raw);
    if (isAscii(raw)) {
      return Optional.of(latin);
    }
    boolean marked = (flags & MARKED_UTF_8) != 0;
    try {
      String name = StandardCharsets.UTF_8.newDecoder().decode(raw.duplicate()).toString();
      if (!marked) {
        quirks.add(Quirk.UNMARKED, name);
      }
      return Optional.of(name);
    } catch (CharacterCodingException e) {
      if (!marked) {
        quirks.add(Quirk.UNMARKED, latin);
        return Optional.of(latin);
      }
      return Optional.empty();
    }
  }

  private static boolean isAscii(ByteBuffer raw) {
    for (int i = 0; i < raw.limit(); i++) {
      if (raw.get(i) < 0) {
        return false;
      }
    }
    return true;
  }

  private static String latin(ByteBuffer raw) {
    byte[] bytes = new byte[raw.limit()];
    raw.get(0, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
