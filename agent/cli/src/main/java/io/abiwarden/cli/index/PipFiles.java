package io.abiwarden.cli.index;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration files that pip reads, those that count least first ({@code
 * pip._internal.configuration}).
 *
 * @param environment the process's environment
 * @param system {@code os.name}
 * @param home the user's home folder
 * @param root the folder that absolute paths start from, {@code /}
 */
record PipFiles(Map<String, String> environment, String system, Path home, Path root) {

  /**
   * The files that are there.
   *
   * @param prefix of the Python that pip belongs to, if one is known: its own file counts more than
   *     the user's
   */
  List<Path> inOrder(Optional<Path> prefix) {
    String named = environment.getOrDefault("PIP_CONFIG_FILE", "");
    if (named.equals("/dev/null") || named.equalsIgnoreCase("nul")) {
      return List.of();
    }
    List<Path> files = new ArrayList<>(global());
    Optional<Path> own = path(named).filter(Files::exists);
    if (own.isEmpty()) {
      files.addAll(user());
    }
    prefix.map(folder -> folder.resolve(fileName())).ifPresent(files::add);
    own.ifPresent(files::add);
    return files.stream().filter(Files::isRegularFile).toList();
  }

  private List<Path> global() {
    if (isWindows()) {
      return variable("ProgramData").map(folder -> folder.resolve("pip/pip.ini")).stream().toList();
    }
    if (isMac()) {
      return List.of(root.resolve("Library/Application Support/pip/pip.conf"));
    }
    List<Path> files = new ArrayList<>();
    String dirs = environment.getOrDefault("XDG_CONFIG_DIRS", "");
    for (String dir :
        dirs.isEmpty() ? new String[] {root.resolve("etc/xdg").toString()} : dirs.split(":")) {
      path(dir).map(folder -> folder.resolve("pip/pip.conf")).ifPresent(files::add);
    }
    files.add(root.resolve("etc/pip.conf"));
    return files;
  }

  private List<Path> user() {
    List<Path> files = new ArrayList<>();
    files.add(home.resolve(isWindows() ? "pip" : ".pip").resolve(fileName()));
    Path mac = home.resolve("Library/Application Support/pip");
    if (isWindows()) {
      variable("APPDATA").map(folder -> folder.resolve("pip/pip.ini")).ifPresent(files::add);
    } else if (isMac() && Files.isDirectory(mac)) {
      files.add(mac.resolve("pip.conf"));
    } else {
      files.add(
          variable("XDG_CONFIG_HOME")
              .filter(folder -> !isMac())
              .orElse(home.resolve(".config"))
              .resolve("pip/pip.conf"));
    }
    return files;
  }

  private String fileName() {
    return isWindows() ? "pip.ini" : "pip.conf";
  }

  private boolean isWindows() {
    return system.startsWith("Windows");
  }

  private boolean isMac() {
    return system.startsWith("Mac");
  }

  private Optional<Path> variable(String name) {
    return path(environment.getOrDefault(name, ""));
  }

  private static Optional<Path> path(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
