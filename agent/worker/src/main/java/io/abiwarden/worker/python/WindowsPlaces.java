package io.abiwarden.worker.python;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where Windows has interpreters: what its registry says (PEP 514), what the launcher {@code py}
 * knows, and the folders that installers choose.
 */
final class WindowsPlaces {

  private static final List<String> HIVES = List.of("HKCU", "HKLM");

  /** {@code (Default) REG_SZ C:\Python314\}, below a key that ends with InstallPath. */
  private static final Pattern KEY =
      Pattern.compile("(?i)HKEY_\\w+\\\\.*\\\\([^\\\\]+)\\\\[^\\\\]+\\\\InstallPath");

  private static final Pattern VALUE =
      Pattern.compile(" {2,}(\\S(?:.*\\S)?) {2,}REG_(?:EXPAND_)?SZ {2,}(\\S.*)");

  /** {@code -V:3.14t * C:\...\python3.14t.exe}; once {@code -3.9-64}. */
  private static final Pattern LISTED = Pattern.compile("\\s*-\\S+\\s+(?:\\*\\s+)?(\\S.*\\.exe)");

  private WindowsPlaces() {}

  static List<Places.Prefix> prefixes(Places places) {
    List<Places.Prefix> found = new ArrayList<>();
    for (String hive : HIVES) {
      for (String view : List.of("/reg:64", "/reg:32")) {
        CommandOutput.of("reg", "query", hive + "\\Software\\Python", "/s", view)
            .map(WindowsPlaces::registered)
            .orElse(Set.of())
            .forEach(folder -> add(found, folder, "registry"));
      }
    }
    CommandOutput.of("py", "-0p")
        .map(WindowsPlaces::launched)
        .orElse(List.of())
        .forEach(command -> add(found, folderOf(command), "py"));
    for (String variable : List.of("ProgramFiles", "ProgramFiles(x86)", "SystemDrive")) {
      Optional<Path> folder =
          Folders.absolute(places.environment().getOrDefault(variable, "") + "\\");
      folder.ifPresent(
          programs ->
              Folders.list(programs, "Python3*")
                  .forEach(prefix -> found.add(new Places.Prefix(prefix, "Program Files"))));
    }
    return found;
  }

  /**
   * The folders of installations that the registry names, of those that are registered as
   * interpreters (PEP 514: {@code Company\Tag\InstallPath}).
   *
   * @param answer what {@code reg query HKCU\Software\Python /s} printed
   */
  static Set<String> registered(String answer) {
    Set<String> folders = new LinkedHashSet<>();
    boolean inside = false;
    for (String line : answer.lines().toList()) {
      Matcher value = VALUE.matcher(line);
      if (line.startsWith("HKEY_")) {
        Matcher key = KEY.matcher(line.strip());
        // The launcher has a key there that is for itself, says the PEP.
        inside = key.matches() && !key.group(1).equalsIgnoreCase("PyLauncher");
      } else if (inside && value.matches()) {
        String name = value.group(1);
        if (name.equalsIgnoreCase("ExecutablePath")) {
          folders.add(folderOf(value.group(2)));
        } else if (name.startsWith("(")) {
          // "(Default)", in the language of the system.
          folders.add(withoutEnd(value.group(2).strip()));
        }
      }
    }
    return folders;
  }

  /**
   * The interpreters that the launcher lists.
   *
   * @param answer what {@code py -0p} printed
   */
  static List<String> launched(String answer) {
    List<String> commands = new ArrayList<>();
    for (String line : answer.lines().toList()) {
      Matcher listed = LISTED.matcher(line.stripTrailing());
      if (listed.matches()) {
        commands.add(listed.group(1));
      }
    }
    return commands;
  }

  private static String folderOf(String command) {
    int last = command.strip().lastIndexOf('\\');
    return last < 0 ? "" : command.strip().substring(0, last);
  }

  private static String withoutEnd(String folder) {
    return folder.endsWith("\\") ? folder.substring(0, folder.length() - 1) : folder;
  }

  private static void add(List<Places.Prefix> found, String folder, String source) {
    Folders.absolute(folder).ifPresent(path -> found.add(new Places.Prefix(path, source)));
  }
}
