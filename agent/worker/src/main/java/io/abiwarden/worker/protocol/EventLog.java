package io.abiwarden.worker.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The file that a worker writes its events to, one frame each: a token that only this worker and
 * its parent know, the length, the event.
 *
 * <p>A file and not a pipe: what was written is there after any kind of death, no process that the
 * extension leaves behind can keep it open, and when the extension has closed every descriptor it
 * is simply opened again. What foreign code writes into it is skipped, since it lacks the token.
 *
 * <p>An instance is the writing end. It may be used by several threads.
 */
public final class EventLog implements Closeable {

  private static final int HEADER = Long.BYTES + Integer.BYTES;
  private static final int LONGEST_EVENT = 1 << 20;
  private static final int LONGEST_LOG = 8 << 20;

  private final Path file;
  private final long token;
  private FileChannel channel;

  /**
   * Opens the log for writing.
   *
   * @param file where; made if it is not there
   * @param token what frames begin with
   * @throws IOException if the file cannot be opened
   */
  public EventLog(Path file, long token) throws IOException {
    this.file = file;
    this.token = token;
    this.channel = open(file);
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /**
   * Appends an event. It is in the file when this returns.
   *
   * @throws IOException if it cannot be written, even after opening the file again
   */
  public synchronized void write(Event event) throws IOException {
    byte[] payload = EventCodec.encode(event);
    if (payload.length > LONGEST_EVENT) {
      throw new ProtocolException("an event of " + payload.length + " bytes is too long");
    }
    ByteBuffer frame = ByteBuffer.allocate(HEADER + payload.length);
    frame.putLong(token).putInt(payload.length).put(payload).flip();
    try {
      writeFully(frame);
    } catch (IOException closedByTheExtension) {
      channel = open(file);
      frame.rewind();
      writeFully(frame);
    }
  }

  private void writeFully(ByteBuffer frame) throws IOException {
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }

  /**
   * Reads all events of a log, up to the last whole frame. Junk is skipped, and so is whatever lies
   * beyond 8 MB.
   *
   * @param file the log; need not exist
   * @param token what frames begin with
   * @throws IOException if the file is there but cannot be read
   */
  public static List<Event> read(Path file, long token) throws IOException {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    ByteBuffer log;
    try (InputStream in = Files.newInputStream(file)) {
      log = ByteBuffer.wrap(in.readNBytes(LONGEST_LOG));
    }
    var events = new ArrayList<Event>();
    int at = 0;
    while (at + HEADER <= log.limit()) {
      int length = log.getLong(at) == token ? log.getInt(at + Long.BYTES) : -1;
      if (length < 0 || length > LONGEST_EVENT || length > log.limit() - at - HEADER) {
        at++;
        continue;
      }
      byte[] payload = new byte[length];
      log.get(at + HEADER, payload);
      try {
        events.add(EventCodec.decode(payload));
        at += HEADER + length;
      } catch (IOException notAnEvent) {
        at++;
      }
    }
    return events;
  }
}
