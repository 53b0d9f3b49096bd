package io.abiwarden.core.artifact;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of a zip file, read by position. Safe for several threads. */
final class ZipSource implements Closeable {

  private final FileChannel channel;
  private final long size;

  private ZipSource(FileChannel channel, long size) {
    this.channel = channel;
    this.size = size;
  }

  static ZipSource open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new ZipSource(channel, channel.size());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The file's size when it was opened. */
  long size() {
    return size;
  }

  /**
   * Reads some bytes, as little-endian as zip files are.
   *
   * @return as many as there are, at most {@code length}
   */
  ByteBuffer read(long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.clamp(size - at, 0, length));
    fill(at, buffer);
    return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Fills a buffer as far as the file goes. */
  void fill(long at, ByteBuffer buffer) throws IOException {
    long from = at;
    while (buffer.hasRemaining()) {
      int got = channel.read(buffer, from);
      if (got < 0) {
        return;
      }
      from += got;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
