package io.abiwarden.core.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The CPythons that there are, as data: every released minor version from 3.9 on, as a regular
 * build and, from 3.13 on, as a free-threaded one. What they export is in {@link KnownNames}.
 */
public final class KnownInterpreters {

  /** The oldest minor version of Python 3 whose exports are known. */
  public static final int OLDEST = 9;

  /** The newest one. */
  public static final int NEWEST = 15;

  /** The first minor version with free-threaded builds. */
  public static final int FIRST_FREE_THREADED = 13;

  private KnownInterpreters() {}

  /**
   * All of them, oldest first, a regular build before the free-threaded one.
   *
   * @param platform the last part of their SOABI, as {@link Suffixes#of} takes it: {@code
   *     x86_64-linux-gnu}, {@code darwin}, {@code win_amd64}
   */
  public static List<InterpreterFacts> all(String platform) {
    List<InterpreterFacts> all = new ArrayList<>();
    for (int minor = OLDEST; minor <= NEWEST; minor++) {
      all.add(facts(minor, false, platform));
      if (minor >= FIRST_FREE_THREADED) {
        all.add(facts(minor, true, platform));
      }
    }
    return List.copyOf(all);
  }

  /** Whether there is such a build. */
  public static boolean exists(int minor, boolean freeThreaded) {
    return minor >= (freeThreaded ? FIRST_FREE_THREADED : OLDEST) && minor <= NEWEST;
  }

  /**
   * One of them on some platform, with its SOABI.
   *
   * @param minor its minor version, of which {@link #exists} is true
   * @param freeThreaded whether it is the free-threaded build
   * @param place what to call the platform in its id: {@code 3.14t@win_amd64}
   * @param soabiPlatform the last part of its SOABI
   * @param platform the platform as sysconfig spells it, with underscores
   */
  public static InterpreterFacts at(
      int minor, boolean freeThreaded, String place, String soabiPlatform, String platform) {
    InterpreterFacts facts = facts(minor, freeThreaded, soabiPlatform);
    String version = "3" + minor + (freeThreaded ? "t" : "");
    return new InterpreterFacts(
        facts.id() + InterpreterFacts.AT + place,
        facts.version(),
        freeThreaded,
        false,
        platform,
        Optional.of(
            (soabiPlatform.startsWith("win") ? "cp" : "cpython-") + version + "-" + soabiPlatform),
        facts.extensionSuffixes(),
        Optional.empty());
  }

  private static InterpreterFacts facts(int minor, boolean freeThreaded, String platform) {
    PythonVersion version = PythonVersion.of(3, minor, 0);
    return new InterpreterFacts(
        version.minorText() + (freeThreaded ? "t" : ""),
        version,
        freeThreaded,
        false,
        platform,
        Optional.empty(),
        Suffixes.of(version, freeThreaded, false, platform),
        Optional.empty());
  }
}
