package io.abiwarden.core.artifact;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Zip files as no tool would write them. */
final class HandMadeZip {

  /** The name is UTF-8. */
  static final int MARKED = 1 << 11;

  private final ByteArrayOutputStream files = new ByteArrayOutputStream();
  private final List<Entry> entries = new ArrayList<>();

  /** An entry; what is not set is as it ought to be. */
  static final class Entry {
    byte[] name;
    byte[] localName;
    byte[] data;
    byte[] extra = {};
    byte[] localExtra = {};
    int flags = MARKED;
    int method;
    int localMethod = -1;
    int crc;
    int mode;
    long compressed;
    long size;
    long at = -1;

    private Entry(String name, byte[] content) {
      this.name = name.getBytes(StandardCharsets.UTF_8);
      this.localName = this.name;
      this.data = content;
      this.size = content.length;
      this.compressed = content.length;
      CRC32 crc32 = new CRC32();
      crc32.update(content);
      this.crc = (int) crc32.getValue();
    }
  }

  /** An entry to be changed before it is added. */
  static Entry entry(String name, String content) {
    return new Entry(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** An entry packed with Deflate, to be changed before it is added. */
  static Entry deflated(String name, byte[] content) {
    Entry entry = new Entry(name, content);
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] chunk = new byte[1 << 16];
    while (!deflater.finished()) {
      packed.write(chunk, 0, deflater.deflate(chunk));
    }
    deflater.end();
    entry.data = packed.toByteArray();
    entry.method = 8;
    entry.compressed = entry.data.length;
    return entry;
  }

  /** An entry without any trick. */
  HandMadeZip file(String name, byte[] content) {
    return add(new Entry(name, content));
  }

  /** An entry without any trick, of text. */
  HandMadeZip file(String name, String content) {
    return add(entry(name, content));
  }

  HandMadeZip add(Entry entry) {
    if (entry.at < 0) {
      entry.at = files.size();
      put(files, 0x04034b50);
      int method = entry.localMethod < 0 ? entry.method : entry.localMethod;
      files.writeBytes(common(entry, method, entry.localName, entry.localExtra));
      files.writeBytes(entry.localName);
      files.writeBytes(entry.localExtra);
      files.writeBytes(entry.data);
    }
    entries.add(entry);
    return this;
  }

  private static byte[] common(Entry entry, int method, byte[] name, byte[] extra) {
    return ByteBuffer.allocate(26)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) 20)
        .putShort((short) entry.flags)
        .putShort((short) method)
        .putInt(0)
        .putInt(entry.crc)
        .putInt((int) entry.compressed)
        .putInt((int) entry.size)
        .putShort((short) name.length)
        .putShort((short) extra.length)
        .array();
  }

  private static void put(ByteArrayOutputStream out, int value) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  private byte[] directory() {
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      put(directory, 0x02014b50);
      directory.writeBytes(new byte[] {20, 3});
      directory.writeBytes(common(entry, entry.method, entry.name, entry.extra));
      directory.writeBytes(new byte[6]);
      put(directory, entry.mode << 16);
      put(directory, (int) entry.at);
      directory.writeBytes(entry.name);
      directory.writeBytes(entry.extra);
    }
    return directory.toByteArray();
  }

  private byte[] end(int count, int size, int at, byte[] comment) {
    return ByteBuffer.allocate(22 + comment.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x06054b50)
        .putInt(0)
        .putShort((short) count)
        .putShort((short) count)
        .putInt(size)
        .putInt(at)
        .putShort((short) comment.length)
        .put(comment)
        .array();
  }

  byte[] bytes() {
    return bytes(new byte[0]);
  }

  byte[] bytes(byte[] comment) {
    byte[] directory = directory();
    return joined(
        files.toByteArray(),
        directory,
        end(entries.size(), directory.length, files.size(), comment));
  }

  /** With zip64's end record, and a plain one that is all ones. */
  byte[] wide(long count) {
    byte[] directory = directory();
    ByteBuffer record =
        ByteBuffer.allocate(76)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0x06064b50)
            .putLong(44)
            .putInt(0)
            .putLong(0)
            .putLong(count)
            .putLong(count)
            .putLong(directory.length)
            .putLong(files.size())
            .putInt(0x07064b50)
            .putInt(0)
            .putLong(files.size() + directory.length)
            .putInt(1);
    return joined(files.toByteArray(), directory, record.array(), end(0xffff, -1, -1, new byte[0]));
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  int size() {
    return entries.size();
  }

  Path write(Path file) throws IOException {
    return Files.write(file, bytes());
  }
}
