package io.abiwarden.worker.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Looks into folders that may not be there, or not be readable; neither is an error here. */
final class Folders {

  /** More than any text file that is read here has; a larger one is something else. */
  private static final int LARGEST_TEXT = 1 << 20;

  /** More entries than any folder of interpreters has; what comes after them is not looked at. */
  private static final int MOST_ENTRIES = 10_000;

  private Folders() {}

  /**
   * What lies in a folder and matches a glob, sorted by name.
   *
   * @return empty if the folder cannot be listed
   */
  static List<Path> list(Path folder, String glob) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
      for (Path entry : entries) {
        if (found.size() < MOST_ENTRIES) {
          found.add(entry);
        } else {
          break;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    Collections.sort(found);
    return found;
  }

  /** A small text file's content, if it can be read; bytes that are no UTF-8 are replaced. */
  static Optional<String> text(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    // The size that a file is said to have may be wrong, as those below /proc are.
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST_TEXT + 1);
      return bytes.length <= LARGEST_TEXT
          ? Optional.of(new String(bytes, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The lines of a small text file, without space around them and without empty ones. */
  static List<String> lines(Path file) {
    return text(file).stream()
        .flatMap(String::lines)
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** A text as a path, if it is one and absolute. */
  static Optional<Path> absolute(String text) {
    try {
      return Optional.of(Path.of(text)).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Whether a file can be started, as far as its mode tells. */
  static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file) && !isScript(file);
  }

  /** The path with all links followed, or as it is where that fails. */
  static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  /** A path's last name; empty for a root. */
  static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  /** Whether a file starts as a script does, such as the shims of version managers. */
  static boolean isScript(Path file) {
    try (var in = Files.newInputStream(file)) {
      return in.read() == '#' && in.read() == '!';
    } catch (IOException e) {
      return false;
    }
  }
}
