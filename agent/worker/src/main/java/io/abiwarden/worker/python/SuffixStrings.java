package io.abiwarden.worker.python;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the file name endings that an interpreter looks for where it has them itself: as text in
 * its library, since CPython's {@code Python/dynload_shlib.c} is compiled with them.
 */
final class SuffixStrings {

  private static final int WINDOW = 1 << 20;

  /** Longer than any ending, so that none is cut in two by the end of a window. */
  private static final int OVERLAP = 256;

  /** The largest file that is searched; the largest interpreters have some 100 MB. */
  private static final long LARGEST = 512L << 20;

  private static final int MOST = 32;

  private static final Pattern ENDING =
      Pattern.compile(
          "(?:\\.cpython-3\\d{1,3}[a-z]{0,3}-[A-Za-z0-9_-]{1,60}\\.so"
              + "|\\.abi3t?(?:-[A-Za-z0-9_-]{1,60})?\\.so"
              + "|(?:_d)?\\.cp3\\d{1,3}t?-win[a-z0-9_]{1,20}\\.pyd)\0");

  private SuffixStrings() {}

  /**
   * The endings in a file, sorted: {@code .abi3.so}, {@code .cpython-314t-x86_64-linux-gnu.so}.
   * What is the end of another string in the file, as {@code .so} is, is not among them.
   *
   * @throws IOException if the file cannot be read
   */
  static Set<String> in(Path file) throws IOException {
    Set<String> found = new TreeSet<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer window = ByteBuffer.allocate(WINDOW);
      long end = Math.min(channel.size(), LARGEST);
      for (long at = 0; at < end; at += WINDOW - OVERLAP) {
        window.clear();
        long from = at;
        while (window.hasRemaining() && channel.read(window, from + window.position()) > 0) {
          // A read may bring less than it was asked for.
        }
        String text = new String(window.array(), 0, window.position(), StandardCharsets.ISO_8859_1);
        Matcher ending = ENDING.matcher(text);
        // All of them start with a dot, which is what makes this quick.
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
          int start = dot >= 2 && text.startsWith("_d", dot - 2) ? dot - 2 : dot;
          if (begins(text, dot)
              && ending.region(start, text.length()).lookingAt()
              && found.size() < MOST) {
            found.add(ending.group().substring(0, ending.group().length() - 1));
          }
        }
      }
    }
    return found;
  }

  private static boolean begins(String text, int dot) {
    return text.startsWith(".cp", dot) || text.startsWith(".abi3", dot);
  }
}
