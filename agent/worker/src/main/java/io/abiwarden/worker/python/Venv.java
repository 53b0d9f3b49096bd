package io.abiwarden.worker.python;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    Path executable = folder.resolve("bin").resolve("python");
    if (!Files.isExecutable(executable)) {
      return Optional.empty();
    }
    return Folders.text(folder.resolve(CONFIGURATION))
        .map(Venv::keys)
        .flatMap(keys -> base(folder, executable, keys))
        .map(base -> new Venv(folder, executable, base));
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
    for (String key : new String[] {"base-executable", "executable"}) {
      Optional<Path> named = path(keys.get(key)).filter(Files::isExecutable);
      if (named.isPresent()) {
        return named;
      }
    }
    return path(keys.get("home")).map(home -> home.resolve("python3")).filter(Files::isExecutable);
  }

  private static Optional<Path> path(@Nullable String text) {
    try {
      return text == null || text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
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
