package io.abiwarden.core.audit;

import io.abiwarden.core.wheel.ExtensionName;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine that an extension file's suffix names, as platform tags spell it. */
final class SuffixMachine {

  /** The last part of a suffix: {@code -x86_64-linux-gnu.so}, {@code -darwin.so}. */
  private static final Pattern LINUX =
      Pattern.compile(".*?-([0-9a-z_]+)-linux-(?:gnu|musl)[0-9a-z]*\\.so");

  /** Debian's multiarch names, and PyPy's, where they are not those of the tags. */
  private static final Map<String, String> MULTIARCH =
      Map.of(
          "i386",
          "i686",
          "x86",
          "i686",
          "powerpc64le",
          "ppc64le",
          "powerpc64",
          "ppc64",
          "arm",
          "armv7l");

  private SuffixMachine() {}

  /** {@code x86_64}, {@code macosx}, {@code win_amd64}; empty if the suffix names none. */
  static Optional<String> of(ExtensionName name) {
    String suffix = name.suffix();
    Matcher linux = LINUX.matcher(suffix);
    if (linux.matches()) {
      return Optional.of(MULTIARCH.getOrDefault(linux.group(1), linux.group(1)));
    }
    if (suffix.endsWith("-darwin.so")) {
      return Optional.of("macosx");
    }
    int win = suffix.indexOf("-win");
    return win >= 0 && suffix.endsWith(".pyd")
        ? Optional.of(suffix.substring(win + 1, suffix.length() - ".pyd".length()))
        : Optional.empty();
  }

  /** Whether a suffix names a machine that no tag is for, so that no interpreter looks for it. */
  static boolean isForeign(ExtensionName name, Promise promise) {
    Optional<String> machine = of(name);
    return machine.isPresent()
        && !promise.fromName()
        && !promise.platforms().isEmpty()
        && promise.platforms().stream().noneMatch(platform -> fits(machine.get(), platform));
  }

  /** Whether a platform tag is for such a machine; Linux's names end with the processor. */
  static boolean fits(String machine, String platform) {
    if (machine.equals("macosx") || machine.startsWith("win")) {
      return platform.startsWith(machine);
    }
    return platform.equals("any")
        || platform.endsWith("_" + machine)
        || (machine.equals("armv7l") && platform.matches(".*_armv[0-9]+l"))
        || (machine.equals("i686") && platform.matches(".*_i[3-6]86"))
        || !platform.contains("linux");
  }
}
