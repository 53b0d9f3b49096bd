package io.abiwarden.core.python;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Windows DLL that is a Python 3, told by its name.
 *
 * @param kind what it promises
 * @param minor the minor version of Python 3 that the name gives, if it gives one
 * @param freeThreaded whether its name is that of a free-threaded build ({@code python314t.dll})
 * @param debug whether its name is that of a debug build ({@code python314_d.dll})
 */
public record PythonDll(Kind kind, OptionalInt minor, boolean freeThreaded, boolean debug) {

  /** What a Python's DLL promises by its name. */
  public enum Kind {
    /** {@code python3.dll} and {@code python3t.dll}: the Stable ABI of any version. */
    STABLE,
    /** {@code python312.dll}: all that one version has. */
    VERSION,
    /** {@code libpypy3.11-c.dll}: no CPython. */
    PYPY
  }

  /** Those of python.org's builds; CPython's {@code PC/pyconfig.h.in} names them. */
  private static final Pattern WINDOWS =
      Pattern.compile("python3([0-9]{1,2})?(t)?(_d)?(?:\\.dll)?");

  /** Those of MinGW, MSYS and Cygwin, which are built as on Unix. */
  private static final Pattern UNIX_LIKE =
      Pattern.compile("(?:lib|msys-|cyg)python3(?:\\.([0-9]{1,2}))?(t)?(_?d)?(?:\\.dll)?");

  /** The minor version whose installer brings {@code python3t.dll} for every build. */
  private static final int FIRST_ABI3T = 15;

  private static final Pattern PYPY_DLL =
      Pattern.compile("libpypy3(?:\\.([0-9]{1,2}))?-c(?:\\.dll)?");

  /**
   * Tells a Python's DLL by its name.
   *
   * @param name a file name in any case, without a folder; {@code .dll} may be missing, as the
   *     loader adds it
   * @return what it is; empty if it is no Python 3
   */
  public static Optional<PythonDll> of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    Matcher pypy = PYPY_DLL.matcher(lower);
    if (pypy.matches()) {
      return Optional.of(new PythonDll(Kind.PYPY, minor(pypy), false, false));
    }
    Matcher windows = WINDOWS.matcher(lower);
    return windows.matches() ? Optional.of(python(windows)) : unixLike(lower);
  }

  /**
   * Whether an interpreter of CPython has this DLL, or another of its machine may have brought it:
   * a regular and a free-threaded build of one version can lie in one folder.
   */
  public boolean mayServe(InterpreterFacts python) {
    return kind != Kind.PYPY
        && (minor.isEmpty() || minor.getAsInt() == python.version().minor())
        && (minor.isPresent()
            || !freeThreaded
            || python.freeThreaded()
            || python.version().atLeast(FIRST_ABI3T))
        && (!debug || python.debug());
  }

  /**
   * Whether it is the DLL of a regular Python, and this one is free-threaded, or the reverse. The
   * two of one version can lie in one folder (python.org's installer puts them there), where the
   * wrong one is found and brings a second Python into the process; CPython's {@code
   * Python/dynload_win.c} looks at the version in the name alone, and at that of {@code
   * python3.dll} not at all.
   */
  public boolean isOfOtherKind(InterpreterFacts python) {
    boolean sameVersion =
        minor.isEmpty()
            ? !freeThreaded || python.version().atLeast(KnownInterpreters.FIRST_FREE_THREADED)
            : minor.getAsInt() == python.version().minor();
    boolean ofBoth = kind == Kind.STABLE && freeThreaded && python.version().atLeast(FIRST_ABI3T);
    return kind != Kind.PYPY && sameVersion && freeThreaded != python.freeThreaded() && !ofBoth;
  }

  private static Optional<PythonDll> unixLike(String name) {
    Matcher matcher = UNIX_LIKE.matcher(name);
    return matcher.matches() ? Optional.of(python(matcher)) : Optional.empty();
  }

  private static PythonDll python(Matcher matcher) {
    OptionalInt minor = minor(matcher);
    return new PythonDll(
        minor.isPresent() ? Kind.VERSION : Kind.STABLE,
        minor,
        matcher.group(2) != null,
        matcher.group(3) != null);
  }

  private static OptionalInt minor(Matcher matcher) {
    String digits = matcher.group(1);
    return digits == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
  }
}
