package io.abiwarden.core.python;

import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every name that a known CPython exports, and which builds export it: read off the libpythons
 * themselves, 3.9 to 3.15, with a GIL and free-threaded.
 */
public final class KnownNames {

  private static final Map<String, Exporters> EXPORTED_BY = load();

  /** Exported by debug builds only (CPython's {@code Include/refcount.h}). */
  private static final Set<String> DEBUG_ONLY =
      Set.of(
          "_Py_NegativeRefcount",
          "_Py_INCREF_IncRefTotal",
          "_Py_DECREF_DecRefTotal",
          "_Py_RefTotal",
          "PyModule_Create2TraceRefs");

  /**
   * Called by the inlined reference counting of GIL builds and by nothing else, though every build
   * exports it: of 71 free-threaded extension files on PyPI none needs it.
   */
  public static final String GIL_MARKER = "_Py_Dealloc";

  private KnownNames() {}

  /** The builds that export a name, such as {@code 3.13} and {@code 3.14t}; empty if none does. */
  public static Set<String> exportedBy(String name) {
    return EXPORTED_BY.getOrDefault(name, Exporters.NONE).builds();
  }

  /**
   * All names that a build exports.
   *
   * @param build such as {@code 3.14t}
   */
  public static Set<String> of(String build) {
    return EXPORTED_BY.entrySet().stream()
        .filter(entry -> entry.getValue().builds().contains(build))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The minor version of the oldest known Python that exports a name; empty if none does, or if it
   * is the oldest of all that are known, which may not have been the first.
   */
  public static OptionalInt since(String name) {
    int oldest = EXPORTED_BY.getOrDefault(name, Exporters.NONE).oldest();
    return oldest > KnownInterpreters.OLDEST ? OptionalInt.of(oldest) : OptionalInt.empty();
  }

  /** Whether only free-threaded builds export a name. */
  public static boolean freeThreadedOnly(String name) {
    Set<String> builds = exportedBy(name);
    return !builds.isEmpty() && builds.stream().allMatch(build -> build.endsWith("t"));
  }

  /** Whether only debug builds export a name. */
  public static boolean debugOnly(String name) {
    return DEBUG_ONLY.contains(name);
  }

  /** Whether a name is one that some CPython has, in any version. */
  public static boolean isPythons(String name) {
    return (name.startsWith("Py") || name.startsWith("_Py")) && isListed(name);
  }

  private static boolean isListed(String name) {
    return EXPORTED_BY.containsKey(name) || StableAbi.symbol(name).isPresent() || debugOnly(name);
  }

  /** Whether a name has the form of Python's: {@code PyFoo_Bar}, {@code _PyFoo}, {@code Py_Bar}. */
  public static boolean looksLikePythons(String name) {
    String rest =
        name.startsWith("_Py") ? name.substring(3) : name.startsWith("Py") ? name.substring(2) : "";
    if (rest.isEmpty() || name.startsWith("PyInit") || name.startsWith("PyModExport")) {
      return false;
    }
    char first = rest.charAt(0);
    return first == '_' || (first >= 'A' && first <= 'Z');
  }

  private static Map<String, Exporters> load() {
    Map<String, Exporters> table = new HashMap<>();
    // Few rows differ in what follows the name.
    Map<String, Exporters> alike = new HashMap<>();
    for (String line : DataFile.lines("exports.txt")) {
      int space = line.indexOf(' ');
      table.put(
          line.substring(0, space),
          alike.computeIfAbsent(line.substring(space + 1), Exporters::parse));
    }
    return Collections.unmodifiableMap(table);
  }

  /**
   * The builds that export a name.
   *
   * @param builds by their minor version, {@code 3.14t}
   * @param oldest the minor version of the oldest of them
   */
  private record Exporters(Set<String> builds, int oldest) {

    static final Exporters NONE = new Exporters(Set.of(), 0);

    /** Reads {@code 3.10-3.15 3.13t-3.15t}. */
    static Exporters parse(String row) {
      Set<String> builds = new TreeSet<>();
      int oldest = Integer.MAX_VALUE;
      for (String range : row.split(" ")) {
        String[] ends = range.split("-");
        String kind = range.endsWith("t") ? "t" : "";
        oldest = Math.min(oldest, minor(ends[0]));
        for (int minor = minor(ends[0]); minor <= minor(ends[ends.length - 1]); minor++) {
          builds.add("3." + minor + kind);
        }
      }
      return new Exporters(Collections.unmodifiableSet(builds), oldest);
    }

    private static int minor(String version) {
      return Integer.parseInt(
          version.toLowerCase(Locale.ROOT).replace("t", "").substring("3.".length()));
    }
  }
}
