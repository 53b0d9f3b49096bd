package io.abiwarden.ffi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files whose code is mapped into this process, as {@code /proc/self/maps} lists them. */
final class ProcessMaps {

  private static final Path MAPS = Path.of("/proc/self/maps");

  /** A process that maps more is no JVM; beyond, nothing is looked at. */
  private static final int MOST_LINES = 1 << 20;

  /** Begin, end, permissions, then offset, device and inode as the file's identity, path. */
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]+)-([0-9a-f]+) (\\S{4}) \\S+ (\\S+ \\d+)\\s+(/.*)");

  private static final String DELETED = " (deleted)";

  private ProcessMaps() {}

  /**
   * A file that is mapped, some of it as code.
   *
   * @param path as the loader got it, links resolved; a deleted file's former path
   * @param identity of the file: another file that takes its place has another one
   * @param ranges of its code, as begin and end
   */
  record MappedFile(Path path, String identity, List<long[]> ranges) {

    boolean contains(long address) {
      return ranges.stream()
          .anyMatch(
              range ->
                  Long.compareUnsigned(address, range[0]) >= 0
                      && Long.compareUnsigned(address, range[1]) < 0);
    }
  }

  /** All of them, in the order of their addresses; empty where the system has no such list. */
  static List<MappedFile> files() {
    List<String> lines;
    try {
      // Paths are bytes; those that are no UTF-8 cannot be named to the loader from here, either.
      String text = new String(Files.readAllBytes(MAPS), StandardCharsets.UTF_8);
      lines = text.lines().limit(MOST_LINES).toList();
    } catch (IOException _) {
      return List.of();
    }
    Map<String, MappedFile> files = new LinkedHashMap<>();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches() || matcher.group(3).charAt(2) != 'x') {
        continue;
      }
      String identity = matcher.group(4) + " " + matcher.group(5);
      path(matcher.group(5))
          .map(
              path ->
                  files.computeIfAbsent(
                      identity, key -> new MappedFile(path, key, new ArrayList<>())))
          .ifPresent(
              file ->
                  file.ranges.add(
                      new long[] {
                        Long.parseUnsignedLong(matcher.group(1), 16),
                        Long.parseUnsignedLong(matcher.group(2), 16)
                      }));
    }
    return List.copyOf(files.values());
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(
          Path.of(
              text.endsWith(DELETED) ? text.substring(0, text.length() - DELETED.length()) : text));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }
}
