package io.abiwarden.core.python;

import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every name that a known CPython exports, and which builds export it: read off the libpythons
 * themselves, 3.9 to 3.15, with a GIL and free-threaded.
 */
public final class KnownNames {

  private static final Map<String, Set<String>> EXPORTED_BY = load();

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
    return EXPORTED_BY.getOrDefault(name, Set.of());
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

  private static Map<String, Set<String>> load() {
    Map<String, Set<String>> table = new HashMap<>();
    for (String line : DataFile.lines("exports.txt")) {
      String[] row = line.split(" ");
      Set<String> builds = new TreeSet<>();
      for (int i = 1; i < row.length; i++) {
        String[] ends = row[i].split("-");
        String kind = row[i].endsWith("t") ? "t" : "";
        for (int minor = minor(ends[0]); minor <= minor(ends[ends.length - 1]); minor++) {
          builds.add("3." + minor + kind);
        }
      }
      table.put(row[0], Collections.unmodifiableSet(builds));
    }
    return Collections.unmodifiableMap(table);
  }

  private static int minor(String version) {
    return Integer.parseInt(
        version.toLowerCase(Locale.ROOT).replace("t", "").substring("3.".length()));
  }
}
