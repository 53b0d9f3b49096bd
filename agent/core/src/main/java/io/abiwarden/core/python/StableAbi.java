package io.abiwarden.core.python;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The symbols of CPython's Stable ABI, by the version that added them (CPython's {@code
 * Misc/stable_abi.toml}, as of 3.15).
 */
public final class StableAbi {

  private static final int FIRST = 2;
  private static final Set<String> NOT_ON_WINDOWS = Set.of("HAVE_FORK", "Py_REF_DEBUG");
  private static final Set<String> ON_UNIX = Set.of("HAVE_FORK", "PY_HAVE_THREAD_NATIVE_ID");

  private static final Map<String, Symbol> SYMBOLS = load();

  private StableAbi() {}

  /**
   * A symbol of the Stable ABI.
   *
   * @param name its name
   * @param data whether it is data; otherwise a function
   * @param added the minor version of Python 3 that added it
   * @param abiOnly whether it is kept for old binaries only, and left out of the Limited API
   * @param condition the preprocessor condition under which it exists ({@code MS_WINDOWS}), if any
   */
  public record Symbol(
      String name, boolean data, int added, boolean abiOnly, Optional<String> condition) {

    /** Whether release builds on Windows have it (CPython's {@code PC/python3dll.c}). */
    public boolean onWindows() {
      return condition.map(needed -> !NOT_ON_WINDOWS.contains(needed)).orElse(true);
    }

    /** Whether release builds on Linux and macOS have it. */
    public boolean onUnix() {
      return condition.map(ON_UNIX::contains).orElse(true);
    }
  }

  /** Looks a symbol up by its name. */
  public static Optional<Symbol> symbol(String name) {
    return Optional.ofNullable(SYMBOLS.get(name));
  }

  /**
   * The oldest minor version of Python 3 whose Stable ABI has all of some names.
   *
   * @param names those that are in no Stable ABI do not count
   * @return 2 at least, the version that began it
   */
  public static int minimum(Collection<String> names) {
    return names.stream()
        .map(SYMBOLS::get)
        .filter(Objects::nonNull)
        .mapToInt(Symbol::added)
        .max()
        .orElse(FIRST);
  }

  /** All symbols, by name. */
  public static Map<String, Symbol> symbols() {
    return SYMBOLS;
  }

  private static Map<String, Symbol> load() {
    Map<String, Symbol> symbols = new HashMap<>();
    for (String line : DataFile.lines("stable-abi.txt")) {
      String[] row = line.split(" ");
      boolean abiOnly = false;
      Optional<String> condition = Optional.empty();
      for (int i = 3; i < row.length; i++) {
        if (row[i].startsWith("ifdef=")) {
          condition = Optional.of(row[i].substring("ifdef=".length()));
        } else {
          abiOnly = true;
        }
      }
      int added = Integer.parseInt(row[2].substring("3.".length()));
      symbols.put(row[0], new Symbol(row[0], row[1].equals("data"), added, abiOnly, condition));
    }
    return Collections.unmodifiableMap(symbols);
  }
}
