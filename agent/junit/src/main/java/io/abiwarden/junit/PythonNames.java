package io.abiwarden.junit;

import io.abiwarden.ffi.EmbeddedPython;
import io.abiwarden.worker.python.Interpreter;
import io.abiwarden.worker.python.Interpreters;
import io.abiwarden.worker.python.NoSuchInterpreterException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks interpreters up by the names that users give them; each name once in a run of tests. */
final class PythonNames {

  private static final Pattern VERSION =
      Pattern.compile("\\d{1,3}\\.\\d{1,3}(\\.\\d{1,3}(?:(?:a|b|rc)\\d{1,2})?)?t?(#\\d+)?");

  private static final String ALL = "all";

  private static final Map<String, List<NamedPython>> KNOWN = new ConcurrentHashMap<>();

  private PythonNames() {}

  /** What a name means: one, or for {@code all} any number. */
  static List<NamedPython> of(String name) {
    return KNOWN.computeIfAbsent(name, each -> ThisMachine.undisturbed(() -> find(each)));
  }

  /** The same names with each of those that can be used in the place of {@code all}. */
  static List<String> usable(List<String> names) {
    List<String> usable = new ArrayList<>();
    for (String name : names) {
      if (!isAll(name)) {
        usable.add(name);
        continue;
      }
      for (NamedPython python : of(name)) {
        if (python instanceof NamedPython.Here here) {
          usable.add(here.python().spec());
        }
      }
    }
    return usable;
  }

  /** Whether a name stands for every interpreter that is found. */
  static boolean isAll(String name) {
    return name.toLowerCase(Locale.ROOT).equals(ALL);
  }

  /** What an interpreter that is known comes to. */
  static NamedPython of(String label, Interpreter python) {
    if (python.usable() || python.target().isPresent()) {
      return new NamedPython.Here(label, python);
    }
    String why = python.why().isEmpty() ? python.whyNotRun() : python.why();
    return new NamedPython.Unusable(
        label,
        python,
        "%s is here and cannot be used: %s (%s, %s)"
            .formatted(label, why, python.source(), python.prefix()));
  }

  private static List<NamedPython> find(String name) {
    if (name.isBlank()) {
      return List.of(
          new NamedPython.Wrong(
              "\"" + name + "\"", "an interpreter without a name: name a version such as 3.14t"));
    }
    Interpreters pythons = ThisMachine.pythons();
    List<Interpreter> found;
    try {
      found = pythons.select(List.of(name), EmbeddedPython.Progress.SILENT);
    } catch (NoSuchInterpreterException e) {
      return List.of(absent(pythons, name, String.valueOf(e.getMessage())));
    }
    if (!isAll(name)) {
      return found.stream().map(python -> of(label(name, python), python)).toList();
    }
    return found.isEmpty()
        ? List.of(
            new NamedPython.Missing(
                ALL, "no interpreter was found at all: " + pythons.howToGet("3.14")))
        : found.stream().map(python -> of(python.id(), python)).toList();
  }

  private static NamedPython absent(Interpreters pythons, String name, String why) {
    Matcher version = VERSION.matcher(name);
    if (version.matches()) {
      return new NamedPython.Missing(
          name, notFound(pythons, name.split("#", 2)[0], version.group(1) != null));
    }
    return name.equalsIgnoreCase(Interpreter.EMBEDDED) || couldBeThere(name)
        ? new NamedPython.Missing(name, why)
        : new NamedPython.Wrong(name, why);
  }

  /** {@code 3.14t not found (have 3.11, 3.14): uv python install 3.14t}. */
  static String notFound(Interpreters pythons, String version, boolean exactly) {
    Set<String> have = new LinkedHashSet<>();
    for (Interpreter python : pythons.all()) {
      if (!python.usable()) {
        continue;
      }
      have.add(exactly ? python.id() : python.facts().shortName());
    }
    return "%s not found (have %s): %s"
        .formatted(
            version, have.isEmpty() ? "none" : String.join(", ", have), pythons.howToGet(version));
  }

  /** Whether a text is a path, or a command, that another machine may have. */
  private static boolean couldBeThere(String name) {
    try {
      return (name.contains("/") || name.contains("\\") || name.startsWith("python"))
          && !Files.exists(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static String label(String name, Interpreter python) {
    return VERSION.matcher(name).matches() || name.equals(python.id())
        ? name
        : name + " (" + python.id() + ")";
  }
}
