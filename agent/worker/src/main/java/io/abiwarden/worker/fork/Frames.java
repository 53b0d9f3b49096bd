package io.abiwarden.worker.fork;

import io.abiwarden.worker.telling.Telling;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists of texts on the pipes of a fork server. What comes back may have passed a process in which
 * foreign code runs: frames begin with a token, and what lies between them is skipped.
 */
final class Frames {

  private static final int LONGEST = 1 << 20;
  private static final int MOST_TEXTS = 4096;

  private final InputStream in;
  private final long token;
  private final byte[] word = new byte[Long.BYTES];

  /**
   * Reads from a pipe.
   *
   * @param token what frames begin with
   */
  Frames(InputStream in, long token) {
    this.in = in;
    this.token = token;
  }

  /** Writes a request: its length, and each text with its own. */
  static void write(OutputStream out, List<String> texts) throws IOException {
    var body = new ByteArrayOutputStream();
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      body.write(number(bytes.length));
      body.write(bytes);
    }
    out.write(number(body.size()));
    body.writeTo(out);
    out.flush();
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  /**
   * The next frame; waits for it.
   *
   * @return empty at the end of the stream
   */
  Optional<Telling> next() throws IOException {
    while (true) {
      if (!sought()) {
        return Optional.empty();
      }
      byte[] length = in.readNBytes(Integer.BYTES);
      if (length.length < Integer.BYTES) {
        return Optional.empty();
      }
      int size = ByteBuffer.wrap(length).getInt();
      if (size < 0 || size > LONGEST) {
        continue;
      }
      byte[] body = in.readNBytes(size);
      if (body.length < size) {
        return Optional.empty();
      }
      Optional<Telling> told = texts(ByteBuffer.wrap(body));
      if (told.isPresent()) {
        return told;
      }
    }
  }

  /** Reads up to and with the next token. */
  private boolean sought() throws IOException {
    int read = in.readNBytes(word, 0, word.length);
    if (read < word.length) {
      return false;
    }
    while (ByteBuffer.wrap(word).getLong() != token) {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      System.arraycopy(word, 1, word, 0, word.length - 1);
      word[word.length - 1] = (byte) next;
    }
    return true;
  }

  private static Optional<Telling> texts(ByteBuffer body) {
    List<String> texts = new ArrayList<>();
    while (body.remaining() >= Integer.BYTES && texts.size() < MOST_TEXTS) {
      int size = body.getInt();
      if (size < 0 || size > body.remaining()) {
        return Optional.empty();
      }
      byte[] bytes = new byte[size];
      body.get(bytes);
      texts.add(new String(bytes, StandardCharsets.UTF_8));
    }
    return body.hasRemaining() || texts.isEmpty()
        ? Optional.empty()
        : Optional.of(new Telling(texts));
  }
}
