package io.abiwarden.core.artifact;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/** Zip files as no tool would write them, stored entries only. */
final class HandMadeZip {

  private final ByteArrayOutputStream files = new ByteArrayOutputStream();
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private int count;

  /** An entry without any trick. */
  HandMadeZip file(String name, byte[] content) {
    return file(name.getBytes(StandardCharsets.UTF_8), content, 0, 0, content.length);
  }

  /** An entry without any trick, of text. */
  HandMadeZip file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** An entry that says it is encrypted. */
  HandMadeZip encrypted(String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return file(name.getBytes(StandardCharsets.UTF_8), bytes, 1, 0, bytes.length);
  }

  /** An entry with a compression method of its own: 8 is deflate, 14 LZMA, 93 Zstandard. */
  HandMadeZip method(String name, int method, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return file(name.getBytes(StandardCharsets.UTF_8), bytes, 0, method, bytes.length);
  }

  /** An entry that lies about its size. */
  HandMadeZip sized(String name, String content, long size) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return file(name.getBytes(StandardCharsets.UTF_8), bytes, 0, 8, size);
  }

  HandMadeZip named(byte[] name) {
    return file(name, new byte[0], 0, 0, 0);
  }

  private HandMadeZip file(byte[] name, byte[] content, int flags, int method, long size) {
    int at = files.size();
    CRC32 crc = new CRC32();
    crc.update(content);
    ByteBuffer common =
        ByteBuffer.allocate(26)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) 20)
            // Bit 11: the name is UTF-8.
            .putShort((short) (flags | 1 << 11))
            .putShort((short) method)
            .putInt(0)
            .putInt((int) crc.getValue())
            .putInt(content.length)
            .putInt((int) size)
            .putShort((short) name.length)
            .putShort((short) 0);
    put(files, 0x04034b50);
    files.writeBytes(common.array());
    files.writeBytes(name);
    files.writeBytes(content);
    put(directory, 0x02014b50);
    directory.writeBytes(new byte[] {20, 0});
    directory.writeBytes(common.array());
    directory.writeBytes(new byte[10]);
    put(directory, at);
    directory.writeBytes(name);
    count++;
    return this;
  }

  private static void put(ByteArrayOutputStream out, int value) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(files.toByteArray());
    all.writeBytes(directory.toByteArray());
    all.writeBytes(
        ByteBuffer.allocate(22)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0x06054b50)
            .putInt(0)
            .putShort((short) count)
            .putShort((short) count)
            .putInt(directory.size())
            .putInt(files.size())
            .putShort((short) 0)
            .array());
    return all.toByteArray();
  }

  Path write(Path file) throws IOException {
    return Files.write(file, bytes());
  }
}
