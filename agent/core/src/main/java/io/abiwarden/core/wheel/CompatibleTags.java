package io.abiwarden.core.wheel;

import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.PythonVersion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which tags an installer accepts for an interpreter: the rules of PyPA's {@code packaging} 26.3
 * ({@code packaging.tags}), for CPython on Linux.
 */
public final class CompatibleTags {

  /** Whose rules these are; older installers know no {@code abi3t}. */
  public static final String RULES = "packaging 26.3";

  private static final Pattern MANYLINUX = Pattern.compile("manylinux_2_(0|[1-9]\\d{0,3})_(\\w+)");
  private static final Pattern LEGACY_MANYLINUX = Pattern.compile("manylinux(1|2010|2014)_(\\w+)");
  private static final Pattern MUSLLINUX = Pattern.compile("musllinux_1_(0|[1-9]\\d{0,3})_(\\w+)");
  private static final Pattern PYTHON = Pattern.compile("(cp|py)3(|0|[1-9]\\d{0,3})");

  private CompatibleTags() {}

  /** Whether any of a wheel's tags is accepted. */
  public static boolean accepts(List<Tag> tags, InterpreterFacts python, Host host) {
    return tags.stream()
        .anyMatch(
            tag ->
                acceptsBuild(tag, python.version(), python.freeThreaded(), python.debug())
                    && acceptsPlatform(tag.platform(), host)
                    && !(tag.platform().equals("any") && !tag.abi().equals("none")));
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
    String stable = freeThreaded ? "abi3t" : "abi3";
    if (tag.abi().equals(stable)) {
      return minor.get() >= 2 && version.atLeast(minor.get());
    }
    if (minor.get() != version.minor()) {
      return false;
    }
    String own = "cp3" + version.minor() + (freeThreaded ? "t" : "");
    return tag.abi().equals("none")
        || tag.abi().equals(own)
        || (debug && tag.abi().equals(own + "d"));
  }

  /** Whether wheels for a platform tag are installed on a machine. */
  public static boolean acceptsPlatform(String platform, Host host) {
    if (platform.equals("any") || platform.equals("linux_" + host.architecture())) {
      return true;
    }
    Matcher many = MANYLINUX.matcher(platform);
    if (many.matches()) {
      return glibcAtLeast(Integer.parseInt(many.group(1)), many.group(2), host);
    }
    Matcher legacy = LEGACY_MANYLINUX.matcher(platform);
    if (legacy.matches()) {
      int minor =
          switch (legacy.group(1)) {
            case "1" -> 5;
            case "2010" -> 12;
            default -> 17;
          };
      return glibcAtLeast(minor, legacy.group(2), host);
    }
    Matcher musl = MUSLLINUX.matcher(platform);
    return musl.matches()
        && musl.group(2).equals(host.architecture())
        && host.muslMinor().orElse(-1) >= Integer.parseInt(musl.group(1));
  }

  /** Whether a platform tag is for Linux on the machine's processor, whatever its C library. */
  public static boolean sameProcessor(String platform, Host host) {
    return platform.equals("any")
        || (platform.contains("linux") && platform.endsWith("_" + host.architecture()));
  }

  private static boolean glibcAtLeast(int minor, String architecture, Host host) {
    boolean old = architecture.equals("x86_64") || architecture.equals("i686");
    return architecture.equals(host.architecture())
        && minor >= (old ? 5 : 17)
        && host.glibcMinor().orElse(-1) >= minor;
  }
}
