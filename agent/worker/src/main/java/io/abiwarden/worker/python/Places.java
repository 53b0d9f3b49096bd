package io.abiwarden.worker.python;

import io.abiwarden.ffi.UserCache;
import java.io.File;
import java.nio.file.Files;
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
 * @param working the working folder, whose virtual environments count
 * @param root what absolute paths of the system are below: {@code /}
 * @param os whose folders are meant
 */
record Places(Map<String, String> environment, Path home, Path working, Path root, Os os) {

  private static final Pattern COMMAND =
      Pattern.compile("python(3(\\.\\d{1,3}t?d?)?)?(?:\\.exe)?", Pattern.CASE_INSENSITIVE);

  /** Has commands that install or start something, and are no interpreters. */
  private static final String STORE = "WindowsApps";

  /** A folder with interpreters in it, and how people know it. */
  record Prefix(Path folder, String source) {}

  /** A virtual environment's folder, and how people know it. */
  record Environment(Path folder, String source) {}

  /** The places of the user who runs this. */
  static Places ofUser() {
    return new Places(
        System.getenv(),
        UserCache.home(System.getProperties(), System.getenv()).orElse(Path.of("/")),
        Path.of("").toAbsolutePath(),
        Path.of("/"),
        Os.current());
  }

  /** The virtual environment that is active. */
  Optional<Environment> activeEnvironment() {
    return folder("VIRTUAL_ENV").map(folder -> new Environment(folder, "VIRTUAL_ENV"));
  }

  /** Those that people keep beside their project. */
  List<Environment> environments() {
    List<Environment> found = new ArrayList<>();
    for (String name : List.of(".venv", "venv")) {
      found.add(new Environment(working.resolve(name), "./" + name));
    }
    return found;
  }

  /** Commands on the PATH, in its order, without the shims of version managers. */
  List<Path> commands() {
    List<Path> found = new ArrayList<>();
    for (Path folder : searchPath()) {
      if (Folders.name(folder).equals(STORE)) {
        continue;
      }
      for (Path file : Folders.list(folder, "python*")) {
        if (COMMAND.matcher(Folders.name(file)).matches() && Folders.isProgram(file)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  /** A command of the PATH by its name. */
  Optional<Path> command(String name) {
    return searchPath().stream()
        .map(folder -> folder.resolve(os == Os.WINDOWS ? name + ".exe" : name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** The prefixes of version managers, the usual ones, and abiwarden's own. */
  List<Prefix> prefixes() {
    List<Prefix> found = new ArrayList<>();
    found.addAll(ManagerPlaces.prefixes(this));
    found.addAll(CondaPlaces.prefixes(this));
    found.addAll(SystemPlaces.prefixes(this));
    Path cache = folder("XDG_CACHE_HOME").orElse(home.resolve(".cache"));
    // The embedded interpreter's folder, which has no "t", is not one of those that were built.
    for (Path prefix : Folders.list(cache.resolve("abiwarden"), "python-*t")) {
      found.add(new Prefix(prefix, "abiwarden's cache"));
    }
    return found;
  }

  /** A path of the system, such as {@code /opt/python}. */
  Path system(String path) {
    return root.resolve(path.substring(1));
  }

  /** The folders below which programs keep what belongs to the user. */
  List<Path> data() {
    List<Path> found = new ArrayList<>();
    found.add(folder("XDG_DATA_HOME").orElse(home.resolve(".local/share")));
    if (os == Os.MACOS) {
      found.add(home.resolve("Library/Application Support"));
    }
    if (os == Os.WINDOWS) {
      folder("LOCALAPPDATA").ifPresent(found::add);
      folder("APPDATA").ifPresent(found::add);
    }
    return found;
  }

  /** The folder that an environment variable names, if it names one. */
  Optional<Path> folder(String variable) {
    return Folders.absolute(environment.getOrDefault(variable, ""));
  }

  /** The folders of a variable that names several. */
  List<Path> folders(String variable) {
    List<Path> folders = new ArrayList<>();
    for (String entry :
        environment.getOrDefault(variable, "").split(Pattern.quote(File.pathSeparator), -1)) {
      Folders.absolute(entry).ifPresent(folders::add);
    }
    return folders;
  }

  private List<Path> searchPath() {
    return folders("PATH");
  }
}
