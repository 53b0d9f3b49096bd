package io.abiwarden.core.wheel;

import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.PythonVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which tags an installer accepts for an interpreter, and in which order: the rules of PyPA's
 * {@code packaging} 26.3 ({@code packaging.tags.sys_tags}), for CPython.
 */
public final class CompatibleTags {

  /** Whose rules these are; older installers know no {@code abi3t}. */
  public static final String RULES = "packaging 26.3";

  /**
   * The first pip that knows {@code abi3t}: its own copy of packaging is 26.2, where that of 26.0.1
   * is 26.0; packaging itself has it from 26.1 on.
   */
  public static final String ABI3T_SINCE = "pip 26.1";

  private static final Pattern PYTHON = Pattern.compile("(cp|py)3(|0|[1-9]\\d{0,3})");

  /** Abi3 began with 3.2, and installers let abi3t begin there too. */
  private static final int OLDEST_STABLE_ABI = 2;

  /** Tags of versions still to come are not wrong. */
  private static final int LAST_MINOR = 40;

  /** The last version whose ABI tags could end with {@code m}. */
  private static final int LAST_PYMALLOC = 7;

  private CompatibleTags() {}

  /** Whether any of a wheel's tags is accepted. */
  public static boolean accepts(List<Tag> tags, InterpreterFacts python, Host host) {
    Set<String> platforms = Set.copyOf(host.platforms());
    return tags.stream()
        .anyMatch(
            tag ->
                acceptsBuild(tag, python.version(), python.freeThreaded(), python.debug())
                    && (isForAll(tag) || platforms.contains(tag.platform())));
  }

  private static boolean isForAll(Tag tag) {
    return tag.platform().equals("any") && tag.abi().equals("none");
  }

  /**
   * Whether the python and ABI parts of a tag are accepted, whatever the platform.
   *
   * @param freeThreaded whether the interpreter was built with {@code Py_GIL_DISABLED}
   */
  public static boolean acceptsBuild(
      Tag tag, PythonVersion version, boolean freeThreaded, boolean debug) {
    Matcher matcher = PYTHON.matcher(tag.python());
    if (!matcher.matches()) {
      return false;
    }
    Optional<Integer> minor =
        matcher.group(2).isEmpty()
            ? Optional.empty()
            : Optional.of(Integer.parseInt(matcher.group(2)));
    if (matcher.group(1).equals("py")) {
      return tag.abi().equals("none") && minor.map(version::atLeast).orElse(true);
    }
    if (minor.isEmpty()) {
      return false;
    }
    if (tag.abi().equals(stableAbi(freeThreaded))) {
      return minor.get() >= OLDEST_STABLE_ABI && version.atLeast(minor.get());
    }
    return minor.get() == version.minor()
        && (tag.abi().equals("none")
            || ownAbis(version.minor(), freeThreaded, debug).contains(tag.abi()));
  }

  /** Whether some CPython 3, of whatever version and kind, accepts the python and ABI parts. */
  public static boolean acceptedBySome(Tag tag) {
    for (int minor = 0; minor <= LAST_MINOR; minor++) {
      PythonVersion version = PythonVersion.of(3, minor, 0);
      String old = "cp3" + minor;
      if (acceptsBuild(tag, version, false, true)
          || acceptsBuild(tag, version, true, true)
          || (minor <= LAST_PYMALLOC
              && tag.python().equals(old)
              && tag.abi().matches(old + "d?m?u?"))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Every tag that is accepted, as {@code pip debug --verbose} lists them.
   *
   * @return some thousands of them on Linux, the one that is chosen before all others first
   */
  public static List<Tag> of(
      PythonVersion version, boolean freeThreaded, boolean debug, Host host) {
    List<String> platforms = host.platforms();
    List<Tag> tags = new ArrayList<>();
    String own = "cp3" + version.minor();
    String stable = stableAbi(freeThreaded);
    for (String abi : ownAbis(version.minor(), freeThreaded, debug)) {
      add(own, abi, platforms, tags);
    }
    add(own, stable, platforms, tags);
    add(own, "none", platforms, tags);
    for (int minor = version.minor() - 1; minor >= OLDEST_STABLE_ABI; minor--) {
      add("cp3" + minor, stable, platforms, tags);
    }
    List<String> any = new ArrayList<>(List.of("py3" + version.minor(), "py3"));
    for (int minor = version.minor() - 1; minor >= 0; minor--) {
      any.add("py3" + minor);
    }
    any.forEach(python -> add(python, "none", platforms, tags));
    tags.add(new Tag(own, "none", "any"));
    any.forEach(python -> tags.add(new Tag(python, "none", "any")));
    return List.copyOf(tags);
  }

  private static void add(String python, String abi, List<String> platforms, List<Tag> tags) {
    platforms.forEach(platform -> tags.add(new Tag(python, abi, platform)));
  }

  private static String stableAbi(boolean freeThreaded) {
    return freeThreaded ? "abi3t" : "abi3";
  }

  /** A debug build takes extensions of release builds as well. */
  private static List<String> ownAbis(int minor, boolean freeThreaded, boolean debug) {
    if (minor < 8) {
      // They say that they were built with pymalloc, which all are.
      return List.of("cp3" + minor + (debug ? "dm" : "m"));
    }
    String release = "cp3" + minor + (freeThreaded ? "t" : "");
    return debug ? List.of(release + "d", release) : List.of(release);
  }
}
