package io.abiwarden.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the report that HotSpot writes when it dies ({@code hs_err}). */
final class HsErrFile {

  private static final int LONGEST = 512 * 1024;
  private static final int MOST_FRAMES = 12;

  /** {@code # SIGSEGV (0xb) at pc=0x00007f…, pid=12, tid=13}. */
  private static final Pattern SIGNAL =
      Pattern.compile("(?m)^#\\s+(SIG[A-Z]+) \\(0x([0-9a-f]{1,4})\\)");

  /** {@code # C [lib.so+0x1139] function+0x10}, and the same without the mark further below. */
  private static final Pattern FRAME =
      Pattern.compile("^(?:# )?([A-Za-z])\\s+\\[([^\\]]*)\\]\\s*(.*?)\\s*$");

  private static final Pattern INTERNAL = Pattern.compile("(?m)^#\\s+Internal Error \\(([^)]*)\\)");

  private HsErrFile() {}

  /** What killed the JVM, if the file is there and says so. */
  static Optional<Crash> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return parse(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Optional<Crash> parse(String text) {
    Matcher signal = SIGNAL.matcher(text);
    if (signal.find()) {
      int number = Integer.parseInt(signal.group(2), 16);
      return Optional.of(new Crash(number, signal.group(1), problematic(text), frames(text)));
    }
    Matcher internal = INTERNAL.matcher(text);
    return internal.find()
        ? Optional.of(
            new Crash(
                Signals.ABORT,
                "SIGABRT",
                "the JVM, which found itself damaged (" + internal.group(1) + ")",
                frames(text)))
        : Optional.empty();
  }

  private static String problematic(String text) {
    int start = text.indexOf("# Problematic frame:");
    return start < 0
        ? ""
        : text.substring(start).lines().skip(1).findFirst().map(HsErrFile::frame).orElse("");
  }

  private static List<String> frames(String text) {
    int start = text.indexOf("\nNative frames:");
    if (start < 0) {
      return List.of();
    }
    var frames = new ArrayList<String>();
    for (String line : (Iterable<String>) text.substring(start + 1).lines().skip(1)::iterator) {
      // Further down come the JVM's own frames.
      if (!line.startsWith("C ") || frames.size() == MOST_FRAMES) {
        break;
      }
      frames.add(frame(line));
    }
    return frames;
  }

  private static String frame(String line) {
    Matcher frame = FRAME.matcher(line);
    if (!frame.matches()) {
      return line.replaceFirst("^# ", "").strip();
    }
    String library = "[" + frame.group(2) + "]";
    return frame.group(3).isEmpty() ? library : frame.group(3) + " " + library;
  }
}
