package io.abiwarden.core.platform;

import io.abiwarden.core.wheel.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which words name a platform of {@link Target}, and what somebody meant who wrote another one. */
final class TargetNames {

  private static final String SOME =
      "win_amd64, win_arm64, win32, manylinux_2_28_x86_64, musllinux_1_2_x86_64, macosx_11_0_arm64,"
          + " macosx_10_13_x86_64 or the like";

  /** What other tools and people call processors. */
  private static final Map<String, String> MACHINES =
      Map.ofEntries(
          Map.entry("amd64", "x86_64"),
          Map.entry("x64", "x86_64"),
          Map.entry("64bit", "x86_64"),
          Map.entry("arm64", "aarch64"),
          Map.entry("armv8", "aarch64"),
          Map.entry("i386", "i686"),
          Map.entry("i586", "i686"),
          Map.entry("x86", "i686"),
          Map.entry("armhf", "armv7l"),
          Map.entry("armv7", "armv7l"),
          Map.entry("ppc64el", "ppc64le"));

  private static final Pattern MACHINE =
      Pattern.compile(
          ".*?(x86_64|aarch64|i686|armv7l|ppc64le|ppc64el|ppc64|s390x|riscv64|loongarch64|amd64|x64"
              + "|arm64|armv8|i386|i586|x86|armhf|armv7)$");

  private static final Pattern MAC = Pattern.compile("macosx_(\\d{1,2})_(\\w+)");

  private static final int FIRST_ARM_MACOS = 11;
  private static final int LAST_MACOS_10 = 16;

  private TargetNames() {}

  static Target parse(String text) throws UnknownTargetException {
    String lower = text.toLowerCase(Locale.ROOT);
    Optional<Target> target = target(lower);
    if (target.isPresent()) {
      return target.get();
    }
    throw new UnknownTargetException(text + " " + problem(lower));
  }

  /** The platform of a tag that is spelt as tags are. */
  private static Optional<Target> target(String text) {
    PlatformTag tag = PlatformTag.parse(text);
    if (tag.architectures().isEmpty()) {
      return Optional.empty();
    }
    return switch (tag) {
      case PlatformTag.Manylinux _, PlatformTag.Musllinux _ ->
          Hosts.of(tag)
              // A host that would take none but its own linux_… tag is of no known kind.
              .filter(host -> host.platforms().contains(tag.text()))
              .map(host -> new Target(tag, List.of(host)));
      case PlatformTag.Windows(String name, String machine) ->
          // The 32-bit one is called win32 alone.
          machine.equals("x86") && !name.equals("win32")
              ? Optional.empty()
              : Hosts.of(tag).map(host -> new Target(tag, List.of(host)));
      case PlatformTag.MacOs mac -> macOs(mac);
      default -> Optional.empty();
    };
  }

  private static Optional<Target> macOs(PlatformTag.MacOs tag) {
    int major = tag.oldest().major();
    int minor = tag.oldest().minor();
    boolean old = major < FIRST_ARM_MACOS;
    if (major < 10 || (major == 10 && minor > LAST_MACOS_10)) {
      return Optional.empty();
    }
    Host.MacOs intel = new Host.MacOs(major, minor, "x86_64");
    // There is no macOS 10 on arm64: that half begins with 11.
    Host.MacOs arm = new Host.MacOs(old ? FIRST_ARM_MACOS : major, old ? 0 : minor, "arm64");
    return switch (tag.binaryFormat()) {
      case "x86_64" -> Optional.of(new Target(tag, List.of(intel)));
      case "arm64" -> old ? Optional.empty() : Optional.of(new Target(tag, List.of(arm)));
      case "universal2" -> Optional.of(new Target(tag, List.of(intel, arm)));
      default -> Optional.empty();
    };
  }

  private static String problem(String text) {
    if (text.isEmpty()) {
      return "names no platform: use " + SOME;
    }
    if (text.equals("any")) {
      return "is every platform, and an interpreter runs on one: use " + SOME;
    }
    PlatformTag tag = PlatformTag.parse(text);
    if (tag instanceof PlatformTag.Linux linux) {
      String machine = machine(linux.machine()).orElse("x86_64");
      return "names no C library: use manylinux_2_28_%s (glibc) or musllinux_1_2_%s (musl)"
          .formatted(machine, machine);
    }
    if (tag instanceof PlatformTag.Ios
        || tag instanceof PlatformTag.Android
        || tag instanceof PlatformTag.Wasm) {
      return "is a platform whose interpreters are not known from data: they are for manylinux,"
          + " musllinux, macosx and win";
    }
    return "is not a platform that is known: " + nearest(text).map(n -> "use " + n).orElse(rest());
  }

  private static String rest() {
    return "use " + SOME;
  }

  private static Optional<String> nearest(String text) {
    String spelt = text.replaceAll("[-. ]", "_");
    List<String> alike = new ArrayList<>(List.of(spelt, text.split("\\.", 2)[0]));
    Matcher mac = MAC.matcher(spelt);
    if (mac.matches()) {
      // macosx_14_arm64
      alike.add("macosx_" + mac.group(1) + "_0_" + mac.group(2));
    }
    machine(spelt)
        .ifPresent(
            machine -> {
              Matcher matcher = MACHINE.matcher(spelt);
              if (matcher.matches()) {
                String family = spelt.substring(0, matcher.start(1));
                alike.add(family + machine);
                alike.add(family + machine.replace("aarch64", "arm64"));
              }
            });
    Optional<String> respelt = alike.stream().filter(word -> target(word).isPresent()).findFirst();
    return respelt.or(() -> family(spelt));
  }

  /** What somebody means who names a system, and perhaps a processor. */
  private static Optional<String> family(String text) {
    Optional<String> machine = machine(text);
    if (text.matches("(win|windows|win_?64|mingw).*") || text.equals("cygwin")) {
      return Optional.of(
          switch (machine.orElse(text.contains("32") ? "i686" : "x86_64")) {
            case "i686" -> "win32";
            case "aarch64" -> "win_arm64";
            default -> "win_amd64";
          });
    }
    if (text.matches("(mac|osx|darwin).*")) {
      return Optional.of(
          switch (machine.orElse("")) {
            case "aarch64" -> "macosx_11_0_arm64";
            case "x86_64" -> "macosx_10_13_x86_64";
            default -> "macosx_11_0_arm64 or macosx_10_13_x86_64";
          });
    }
    if (text.matches("(musl|alpine).*")) {
      return Optional.of("musllinux_1_2_" + machine.orElse("x86_64"));
    }
    if (text.matches("(many|linux|glibc|gnu).*")) {
      return Optional.of(
          machine.map(m -> "manylinux_2_28_" + m).orElse("manylinux_2_28_x86_64 or the like"));
    }
    return Optional.empty();
  }

  /** The processor that a word ends with, as Linux's tags spell it. */
  private static Optional<String> machine(String text) {
    Matcher matcher = MACHINE.matcher(text);
    return matcher.matches()
        ? Optional.of(MACHINES.getOrDefault(matcher.group(1), matcher.group(1)))
        : Optional.empty();
  }
}
