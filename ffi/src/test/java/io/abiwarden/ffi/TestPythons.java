package io.abiwarden.ffi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The libpythons that tests find on this machine: pyenv's, the free-threaded one that
 * scripts/build-free-threaded makes, and the embedded one.
 */
final class TestPythons {

  /** Every series that is to be tested somewhere; those that are not here are skipped visibly. */
  static final List<String> SERIES =
      List.of(
          "3.9",
          "3.10",
          "3.11",
          "3.12",
          "3.13",
          "3.13t",
          "3.14",
          "3.14t",
          "3.15",
          "3.15t",
          "embedded");

  private static final Pattern LIBPYTHON = Pattern.compile("libpython(3\\.\\d+t?)\\.so\\.1\\.0");

  /**
   * One of them.
   *
   * @param series one of {@link #SERIES}
   * @param libpython the library
   * @param prefix what its home is
   */
  record TestPython(String series, Path libpython, Path prefix) {

    /** Where its {@code Python.h} is. */
    Path headers() {
      return prefix.resolve("include/python" + series);
    }
  }

  private static final List<TestPython> FOUND = find();

  private TestPythons() {}

  static Optional<TestPython> of(String series) {
    // The last one is the newest: folders are in the order of their names.
    return FOUND.stream().filter(python -> python.series.equals(series)).reduce((a, b) -> b);
  }

  /** Any of them, the embedded one last. */
  static Optional<TestPython> any() {
    return of("3.14").or(() -> FOUND.stream().findFirst());
  }

  private static List<TestPython> find() {
    List<TestPython> found = new ArrayList<>();
    String pyenv = System.getenv("PYENV_ROOT");
    Path home = Path.of(System.getProperty("user.home"));
    String cache = System.getenv("XDG_CACHE_HOME");
    prefixes(pyenv == null ? home.resolve(".pyenv/versions") : Path.of(pyenv, "versions"))
        .forEach(prefix -> inPrefix(prefix).ifPresent(found::add));
    prefixes((cache == null ? home.resolve(".cache") : Path.of(cache)).resolve("abiwarden"))
        .filter(prefix -> prefix.getFileName().toString().startsWith("python-"))
        .forEach(prefix -> inPrefix(prefix).ifPresent(found::add));
    EmbeddedPython embedded = EmbeddedPython.find();
    if (embedded.whyNot().isEmpty()) {
      try {
        var unpacked = embedded.unpack(EmbeddedPython.Progress.SILENT);
        found.add(new TestPython("embedded", unpacked.libpython(), unpacked.prefix()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }

  private static Stream<Path> prefixes(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<TestPython> inPrefix(Path prefix) {
    Path lib = prefix.resolve("lib");
    if (!Files.isDirectory(lib)) {
      return Optional.empty();
    }
    try (Stream<Path> entries = Files.list(lib)) {
      return entries
          .flatMap(
              file -> {
                Matcher matcher = LIBPYTHON.matcher(file.getFileName().toString());
                return matcher.matches()
                    ? Stream.of(new TestPython(matcher.group(1), file, prefix))
                    : Stream.<TestPython>empty();
              })
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
