package io.abiwarden.worker.python;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A virtual environment (PEP 405).
 *
 * @param folder the environment's own folder
 * @param executable its command
 * @param base the command of the interpreter that it was made from
 */
record Venv(Path folder, Path executable, Path base) {

  private static final String CONFIGURATION = "pyvenv.cfg";

  /** The environment in a folder, if there is one that works. */
  static Optional<Venv> in(Path folder) {
    Optional<Path> command = command(folder);
    if (command.isEmpty()) {
      return Optional.empty();
    }
    Path executable = command.get();
    return Folders.text(folder.resolve(CONFIGURATION))
        .map(Venv::keys)
        .flatMap(keys -> base(folder, executable, keys))
        .map(base -> new Venv(folder, executable, base));
  }

  private static Optional<Path> command(Path folder) {
    return Stream.of("bin/python", "bin/python3", "Scripts/python.exe")
        .map(folder::resolve)
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** The environment that a command belongs to, if it belongs to one. */
  static Optional<Venv> ofExecutable(Path executable) {
    Path bin = executable.toAbsolutePath().getParent();
    return Optional.ofNullable(bin)
        .flatMap(b -> Optional.ofNullable(b.getParent()))
        .flatMap(Venv::in);
  }

  /** Whether a folder is one, working or not. */
  static boolean is(Path folder) {
    return Files.isRegularFile(folder.resolve(CONFIGURATION));
  }

  private static Optional<Path> base(Path folder, Path executable, Map<String, String> keys) {
    Path linked = Folders.real(executable);
    if (!linked.startsWith(Folders.real(folder))) {
      return Optional.of(linked);
    }
    // Made with copies: the configuration says where the original is.
    return Stream.of("base-executable", "executable")
        .flatMap(key -> path(keys.get(key)).stream())
        .filter(Files::isExecutable)
        .findFirst()
        .or(
            () ->
                path(keys.get("home")).stream()
                    .flatMap(
                        home -> Stream.of("python3", "python", "python.exe").map(home::resolve))
                    .filter(Files::isExecutable)
                    .findFirst());
  }

  private static Optional<Path> path(@Nullable String text) {
    return text == null ? Optional.empty() : Folders.absolute(text);
  }

  private static Map<String, String> keys(String configuration) {
    Map<String, String> keys = new TreeMap<>();
    for (String line : configuration.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        keys.put(
            line.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            line.substring(equals + 1).strip());
      }
    }
    return keys;
  }
}
