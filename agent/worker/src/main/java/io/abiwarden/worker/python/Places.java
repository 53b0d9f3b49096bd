package io.abiwarden.worker.python;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where interpreters usually are.
 *
 * @param environment the environment variables that say so
 * @param home the user's home folder
 */
record Places(Map<String, String> environment, Path home) {

  private static final Pattern COMMAND = Pattern.compile("python(3(\\.\\d{1,3}t?d?)?)?");

  /** A folder with interpreters in it, and how people know it. */
  record Prefix(Path folder, String source) {}

  /** The places of the user who runs this. */
  static Places ofUser() {
    return new Places(System.getenv(), Path.of(System.getProperty("user.home", "/")));
  }

  /** The virtual environment that is active. */
  Optional<Path> activeEnvironment() {
    return folder("VIRTUAL_ENV");
  }

  /** Commands on the PATH, in its order, without the shims of version managers. */
  List<Path> commands() {
    List<Path> found = new ArrayList<>();
    for (Path folder : searchPath()) {
      for (Path file : Folders.list(folder, "python*")) {
        if (COMMAND.matcher(Folders.name(file)).matches()
            && Files.isExecutable(file)
            && Files.isRegularFile(file)
            && !Folders.isScript(file)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  /** A command of the PATH by its name. */
  Optional<Path> command(String name) {
    return searchPath().stream()
        .map(folder -> folder.resolve(name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** The prefixes of version managers, the usual ones, and abiwarden's own. */
  List<Prefix> prefixes() {
    List<Prefix> found = new ArrayList<>();
    Path data = folder("XDG_DATA_HOME").orElse(home.resolve(".local/share"));
    Path cache = folder("XDG_CACHE_HOME").orElse(home.resolve(".cache"));
    add(
        found,
        "pyenv",
        folder("PYENV_ROOT").orElse(home.resolve(".pyenv")).resolve("versions"),
        "*");
    add(
        found,
        "uv",
        folder("UV_PYTHON_INSTALL_DIR").orElse(data.resolve("uv/python")),
        "cpython-*");
    add(
        found,
        "mise",
        folder("MISE_DATA_DIR").orElse(data.resolve("mise")).resolve("installs/python"),
        "*");
    add(
        found,
        "asdf",
        folder("ASDF_DATA_DIR").orElse(home.resolve(".asdf")).resolve("installs/python"),
        "*");
    folder("CONDA_PREFIX").ifPresent(conda -> found.add(new Prefix(conda, "conda")));
    found.add(new Prefix(Path.of("/usr/local"), "/usr/local"));
    found.add(new Prefix(Path.of("/usr"), "/usr"));
    add(found, "/opt", Path.of("/opt"), "python*");
    add(found, "/opt/python", Path.of("/opt/python"), "cp3*");
    // The embedded interpreter's folder, which has no "t", is not one of those that were built.
    add(found, "abiwarden's cache", cache.resolve("abiwarden"), "python-*t");
    return found;
  }

  private static void add(List<Prefix> found, String source, Path folder, String glob) {
    for (Path prefix : Folders.list(folder, glob)) {
      // Tools that keep virtual environments beside interpreters do not make them interpreters.
      if (!Venv.is(prefix)) {
        found.add(new Prefix(prefix, source));
      }
    }
  }

  private List<Path> searchPath() {
    List<Path> folders = new ArrayList<>();
    for (String entry : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      path(entry).ifPresent(folders::add);
    }
    return folders;
  }

  private Optional<Path> folder(String variable) {
    return path(environment.getOrDefault(variable, ""));
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text)).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
