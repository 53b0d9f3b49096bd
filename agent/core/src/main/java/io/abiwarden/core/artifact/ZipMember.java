package io.abiwarden.core.artifact;

import java.util.Locale;

/**
 * An entry of a zip file's central directory; every number is what the archive claims.
 *
 * @param name its path
 * @param flags the general purpose flags
 * @param method the compression method
 * @param crc the CRC-32 of its content
 * @param compressed the size of its data, in bytes
 * @param size the size of its content, in bytes
 * @param at where its local header starts in the file
 * @param nameLength the length of its name, in bytes
 * @param mode its Unix file mode, or 0
 */
record ZipMember(
    String name,
    int flags,
    int method,
    int crc,
    long compressed,
    long size,
    long at,
    int nameLength,
    int mode) {

  static final int STORED = 0;
  static final int DEFLATED = 8;

  /** Size of a local header without name and extra fields. */
  static final int LOCAL_HEADER = 30;

  private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
  private static final int DESCRIPTOR = 1 << 3;
  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int FOLDER = 0040000;

  boolean isFolder() {
    return name.endsWith("/");
  }

  boolean encrypted() {
    return (flags & ENCRYPTED) != 0;
  }

  /** Whether sizes and CRC-32 follow the data, and are not in the local header. */
  boolean describedBehind() {
    return (flags & DESCRIPTOR) != 0;
  }

  /** Whether its mode makes it a symbolic link, a device or the like. */
  boolean special() {
    int type = mode & TYPE;
    return type != 0 && type != REGULAR && type != FOLDER;
  }

  /** Where its data ends at the earliest: extra fields of the local header come on top. */
  long leastEnd() {
    return at + LOCAL_HEADER + nameLength + compressed;
  }

  /** The compression method by name. */
  String methodName() {
    return switch (method) {
      case STORED -> "stored";
      case DEFLATED -> "Deflate";
      case 9 -> "Deflate64";
      case 12 -> "bzip2";
      case 14 -> "LZMA";
      case 93 -> "Zstandard";
      case 95 -> "XZ";
      case 98 -> "PPMd";
      default -> String.format(Locale.ROOT, "method %d", method);
    };
  }
}
