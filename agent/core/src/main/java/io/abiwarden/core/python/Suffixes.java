package io.abiwarden.core.python;

import java.util.ArrayList;
import java.util.List;

/**
 * The file name endings that an interpreter looks for when it imports an extension, in its order:
 * {@code importlib.machinery.EXTENSION_SUFFIXES}.
 *
 * <p>The table is that of CPython's {@code Python/dynload_shlib.c} and {@code dynload_win.c}, with
 * the pre-release in which each form appeared or went.
 */
public final class Suffixes {

  private static final int ALWAYS = 0;
  private static final int NEVER = 0x7fffffff;
  private static final int ABI3T = 0x030f00a8;
  private static final int WITH_PLATFORM = 0x030f00c1;

  /** Where several apply, the first in this order counts. */
  private static final List<Form> POSIX =
      List.of(
          new Form(".cpython-3{minor}{flags}-{platform}.so", ALWAYS, NEVER, Builds.ALL),
          // A debug build also loads what was built for a release build.
          new Form(".cpython-3{minor}{t}-{platform}.so", ALWAYS, NEVER, Builds.DEBUG),
          new Form(".abi3-{platform}.so", WITH_PLATFORM, NEVER, Builds.GIL),
          new Form(".abi3.so", ALWAYS, NEVER, Builds.GIL),
          // Free-threaded builds up to 3.14t look at these although they cannot use any of them.
          new Form(".abi3.so", ALWAYS, ABI3T, Builds.FREE_THREADED),
          new Form(".abi3t-{platform}.so", WITH_PLATFORM, NEVER, Builds.ALL),
          new Form(".abi3t.so", ABI3T, NEVER, Builds.ALL),
          new Form(".so", ALWAYS, NEVER, Builds.ALL));

  private static final List<Form> WINDOWS =
      List.of(
          new Form("{_d}.cp3{minor}{t}-{platform}.pyd", ALWAYS, NEVER, Builds.ALL),
          new Form("{_d}.pyd", ALWAYS, NEVER, Builds.ALL));

  private Suffixes() {}

  /**
   * The endings for one build.
   *
   * @param version the interpreter's version, pre-releases included
   * @param freeThreaded whether it was built with {@code Py_GIL_DISABLED}
   * @param debug whether it was built with {@code Py_DEBUG}
   * @param platform the last part of its SOABI: {@code x86_64-linux-gnu}, {@code darwin}, or for
   *     Windows {@code win_amd64}
   * @return the endings, each with its leading dot (a Windows debug build's with {@code _d})
   */
  public static List<String> of(
      PythonVersion version, boolean freeThreaded, boolean debug, String platform) {
    List<String> suffixes = new ArrayList<>();
    for (Form form : platform.startsWith("win") ? WINDOWS : POSIX) {
      if (form.since <= version.hex()
          && version.hex() < form.until
          && form.builds.include(freeThreaded, debug)) {
        suffixes.add(
            form.pattern
                .replace("{minor}", Integer.toString(version.minor()))
                .replace("{flags}", (freeThreaded ? "t" : "") + (debug ? "d" : ""))
                .replace("{t}", freeThreaded ? "t" : "")
                .replace("{_d}", debug ? "_d" : "")
                .replace("{platform}", platform));
      }
    }
    return List.copyOf(suffixes);
  }

  private enum Builds {
    ALL,
    GIL,
    FREE_THREADED,
    DEBUG;

    boolean include(boolean freeThreaded, boolean debug) {
      return switch (this) {
        case ALL -> true;
        case GIL -> !freeThreaded;
        case FREE_THREADED -> freeThreaded;
        case DEBUG -> debug;
      };
    }
  }

  private record Form(String pattern, int since, int until, Builds builds) {}
}
