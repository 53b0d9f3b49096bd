package io.abiwarden.core.artifact;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks entries of a zip file. Safe for several threads, which read at the same time; it keeps
 * one inflater and two small buffers for each of them.
 */
final class MemberReader implements Closeable {

  private static final int CHUNK = 1 << 16;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int SATURATED = 0xffffffff;

  private final ZipSource source;
  private final Quirks quirks;
  private final ConcurrentLinkedDeque<Unpacker> idle = new ConcurrentLinkedDeque<>();

  MemberReader(ZipSource source, Quirks quirks) {
    this.source = source;
    this.quirks = quirks;
  }

  /**
   * Unpacks an entry into memory.
   *
   * @throws UnreadableEntryException if its content is not what the archive says
   */
  byte[] whole(ZipMember member) throws IOException {
    // The size is one that the packed bytes can come to, or the entry would not have passed.
    byte[] content = new byte[(int) member.size()];
    unpack(member, content, _ -> {});
    return content;
  }

  /**
   * Unpacks an entry bit by bit.
   *
   * @param sink is handed pieces of up to 64 KiB, valid until it returns
   * @throws UnreadableEntryException if the content is not what the archive says; pieces may have
   *     been handed over before
   */
  void stream(ZipMember member, FileTree.Sink sink) throws IOException {
    unpack(member, new byte[0], sink);
  }

  private void unpack(ZipMember member, byte[] content, FileTree.Sink sink) throws IOException {
    Unpacker pooled = idle.poll();
    Unpacker unpacker = pooled == null ? new Unpacker() : pooled;
    try {
      unpacker.unpack(member, content, sink);
    } finally {
      idle.push(unpacker);
    }
  }

  @Override
  public void close() throws IOException {
    for (Unpacker unpacker = idle.poll(); unpacker != null; unpacker = idle.poll()) {
      unpacker.inflater.end();
    }
    source.close();
  }

  /** What one thread needs to read one entry. */
  private final class Unpacker {

    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final ByteBuffer packed = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    private final byte[] chunk = new byte[CHUNK];
    private long at;
    private long left;

    /** Unpacks into the array if it has the entry's size, else through the chunk to the sink. */
    void unpack(ZipMember member, byte[] content, FileTree.Sink sink) throws IOException {
      crc.reset();
      inflater.reset();
      begin(member);
      boolean whole = content.length == member.size();
      byte[] out = whole ? content : chunk;
      long done = 0;
      while (true) {
        int from = whole ? (int) done : 0;
        int room = (int) Math.min(out.length - from, member.size() - done);
        int got = room == 0 ? 0 : produce(member, out, from, room);
        if (got == 0) {
          break;
        }
        crc.update(out, from, got);
        if (!whole) {
          sink.accept(ByteBuffer.wrap(out, from, got));
        }
        done += got;
      }
      if (done != member.size() || goesOn(member)) {
        throw new UnreadableEntryException(Quirk.WRONG_SIZE, member);
      }
      if ((int) crc.getValue() != member.crc()) {
        throw new UnreadableEntryException(Quirk.WRONG_CRC, member);
      }
    }

    /** Reads the local header, and the first data with it. */
    private void begin(ZipMember member) throws IOException {
      at = member.at();
      left = 0;
      fill(CHUNK);
      if (packed.remaining() < ZipMember.LOCAL_HEADER || packed.getInt(0) != LOCAL_SIGNATURE) {
        throw new UnreadableEntryException(Quirk.OUTSIDE, member);
      }
      int nameLength = Short.toUnsignedInt(packed.getShort(26));
      int headerLength =
          ZipMember.LOCAL_HEADER + nameLength + Short.toUnsignedInt(packed.getShort(28));
      check(member, nameLength);
      if (headerLength > packed.remaining()) {
        at = member.at() + headerLength;
        fill(CHUNK);
      } else {
        packed.position(headerLength);
      }
      left = member.compressed();
      int here = (int) Math.min(packed.remaining(), left);
      packed.limit(packed.position() + here);
      left -= here;
      at = member.at() + headerLength + here;
      inflater.setInput(packed);
    }

    private void check(ZipMember member, int nameLength) throws IOException {
      int there = Math.min(nameLength, packed.limit() - ZipMember.LOCAL_HEADER);
      ByteBuffer name = packed.slice(ZipMember.LOCAL_HEADER, there);
      boolean sameName =
          nameLength == member.nameLength()
              && (name.equals(StandardCharsets.UTF_8.encode(member.name()))
                  || name.equals(StandardCharsets.ISO_8859_1.encode(member.name())));
      if (!sameName) {
        throw new UnreadableEntryException(Quirk.OTHER_NAME, member);
      }
      boolean same =
          Short.toUnsignedInt(packed.getShort(8)) == member.method()
              && (member.describedBehind()
                  || (packed.getInt(14) == member.crc()
                      && same(packed.getInt(18), member.compressed())
                      && same(packed.getInt(22), member.size())));
      if (!same) {
        quirks.add(Quirk.OTHER_HEADER, member.name());
      }
    }

    private static boolean same(int local, long said) {
      return local == SATURATED || local == (int) said;
    }

    /** Gets some content; 0 if there is no more. */
    private int produce(ZipMember member, byte[] out, int from, int room) throws IOException {
      if (member.method() == ZipMember.STORED) {
        if (!packed.hasRemaining() && !refill()) {
          return 0;
        }
        int length = Math.min(room, packed.remaining());
        packed.get(out, from, length);
        return length;
      }
      try {
        while (true) {
          int got = inflater.inflate(out, from, room);
          if (got > 0 || inflater.finished()) {
            return got;
          }
          if (inflater.needsDictionary() || !inflater.needsInput() || !refill()) {
            throw new UnreadableEntryException(Quirk.BROKEN, member);
          }
          inflater.setInput(packed);
        }
      } catch (DataFormatException e) {
        throw new UnreadableEntryException(Quirk.BROKEN, member);
      }
    }

    /** Whether there is content beyond the size that the archive says. */
    private boolean goesOn(ZipMember member) throws IOException {
      if (member.method() == ZipMember.STORED) {
        return packed.hasRemaining() || left > 0;
      }
      byte[] one = new byte[1];
      return !inflater.finished() && produce(member, one, 0, 1) > 0;
    }

    private boolean refill() throws IOException {
      if (left == 0) {
        return false;
      }
      int length = (int) Math.min(CHUNK, left);
      fill(length);
      left -= packed.remaining();
      at += packed.remaining();
      return packed.hasRemaining();
    }

    private void fill(int length) throws IOException {
      packed.clear().limit(length);
      source.fill(at, packed);
      packed.flip();
    }
  }
}
