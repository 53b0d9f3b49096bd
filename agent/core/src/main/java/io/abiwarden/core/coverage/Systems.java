package io.abiwarden.core.coverage;

import io.abiwarden.core.platform.PlatformTag;
import io.abiwarden.core.platform.VersionNumber;
import io.abiwarden.core.wheel.CompatibleTags;
import io.abiwarden.core.wheel.Host;
import io.abiwarden.core.wheel.Tag;
import java.util.List;
import java.util.Optional;

/** The versions of systems that platform tags ask for. */
final class Systems {

  private Systems() {}

  /** Whether a tag is for a machine's system and processor, of whatever version. */
  static boolean isFor(PlatformTag tag, Machine machine) {
    return Machine.families(tag).contains(machine.family()) || tag.text().equals(machine.id());
  }

  /** What a tag asks of the system; empty if it asks for no version. */
  static Optional<VersionNumber> asked(PlatformTag tag) {
    return switch (tag) {
      case PlatformTag.Manylinux linux -> Optional.of(linux.glibc());
      case PlatformTag.Musllinux linux -> Optional.of(linux.musl());
      case PlatformTag.MacOs mac -> Optional.of(mac.oldest());
      case PlatformTag.Ios ios -> Optional.of(ios.oldest());
      case PlatformTag.Any _,
          PlatformTag.Linux _,
          PlatformTag.Windows _,
          PlatformTag.Android _,
          PlatformTag.Wasm _,
          PlatformTag.Other _ ->
          Optional.empty();
    };
  }

  /**
   * The least version that a wheel asks for where an interpreter takes it on a system; empty where
   * it asks for none.
   */
  static Optional<VersionNumber> needed(List<Tag> tags, PythonBuild python, Machine machine) {
    return tags.stream()
        .filter(
            tag -> CompatibleTags.acceptsBuild(tag, python.version(), python.freeThreaded(), false))
        .map(tag -> PlatformTag.parse(tag.platform()))
        .filter(tag -> isFor(tag, machine))
        .flatMap(tag -> asked(tag).stream())
        .min(VersionNumber::compareTo);
  }

  /** {@code glibc}, {@code musl}, {@code macOS}; empty where versions do not count. */
  static String name(Machine machine) {
    return switch (machine.host()) {
      case Host.Linux linux -> linux.glibcMinor().isPresent() ? "glibc" : "musl";
      case Host.MacOs _ -> "macOS";
      case Host.Ios _ -> "iOS";
      case Host.Windows _, Host.Android _, Host.Other _ -> "";
    };
  }

  /** {@code glibc 2.28}, {@code macOS 15.0}; empty where versions do not count. */
  static String version(Machine machine) {
    String name = name(machine);
    return switch (machine.host()) {
      case Host.Linux linux ->
          linux
              .glibcMinor()
              .map(minor -> name + " 2." + minor)
              .orElseGet(() -> name + " 1." + linux.muslMinor().orElse(0));
      case Host.MacOs mac -> name + " " + mac.major() + "." + mac.minor();
      case Host.Ios ios -> name + " " + ios.major() + "." + ios.minor();
      case Host.Windows _, Host.Android _, Host.Other _ -> name;
    };
  }
}
