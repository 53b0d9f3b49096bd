package io.abiwarden.core.platform;

import static io.abiwarden.core.image.Architecture.AARCH64;
import static io.abiwarden.core.image.Architecture.ARMV7L;
import static io.abiwarden.core.image.Architecture.I686;
import static io.abiwarden.core.image.Architecture.LOONGARCH64;
import static io.abiwarden.core.image.Architecture.PPC64;
import static io.abiwarden.core.image.Architecture.PPC64LE;
import static io.abiwarden.core.image.Architecture.RISCV64;
import static io.abiwarden.core.image.Architecture.S390X;
import static io.abiwarden.core.image.Architecture.X86_64;

import io.abiwarden.core.image.Architecture;
import java.util.Map;
import java.util.Set;

/** The processors that platform tags name, by each platform's own spelling. */
final class Machines {

  private static final Map<String, Architecture> LINUX =
      Map.ofEntries(
          Map.entry("x86_64", X86_64),
          Map.entry("amd64", X86_64),
          Map.entry("aarch64", AARCH64),
          Map.entry("arm64", AARCH64),
          Map.entry("i386", I686),
          Map.entry("i486", I686),
          Map.entry("i586", I686),
          Map.entry("i686", I686),
          // Which ARM it is (6, 7, or the 32-bit half of 8) is not in an ELF file's header.
          Map.entry("armv6l", ARMV7L),
          Map.entry("armv7l", ARMV7L),
          Map.entry("armv8l", ARMV7L),
          Map.entry("ppc64le", PPC64LE),
          Map.entry("ppc64", PPC64),
          Map.entry("s390x", S390X),
          Map.entry("riscv64", RISCV64),
          Map.entry("loongarch64", LOONGARCH64));

  /** The formats with several processors; those that no macOS runs any more are left out. */
  private static final Map<String, Set<Architecture>> MAC =
      Map.of(
          "x86_64", Set.of(X86_64),
          "arm64", Set.of(AARCH64),
          "i386", Set.of(I686),
          "universal2", Set.of(X86_64, AARCH64),
          // With i386, ppc or ppc64 beside it; installers still put these on x86-64.
          "intel", Set.of(X86_64),
          "fat3", Set.of(X86_64),
          "fat64", Set.of(X86_64),
          "universal", Set.of(X86_64));

  private static final Map<String, Architecture> WINDOWS =
      Map.of("amd64", X86_64, "arm64", AARCH64, "x86", I686);

  private static final Map<String, Architecture> ANDROID =
      Map.of("x86_64", X86_64, "arm64_v8a", AARCH64, "x86", I686);

  private Machines() {}

  static Set<Architecture> linux(String machine) {
    return one(LINUX, machine);
  }

  static Set<Architecture> mac(String binaryFormat) {
    return MAC.getOrDefault(binaryFormat, Set.of());
  }

  static Set<Architecture> windows(String machine) {
    return one(WINDOWS, machine);
  }

  static Set<Architecture> android(String abi) {
    return one(ANDROID, abi);
  }

  private static Set<Architecture> one(Map<String, Architecture> names, String name) {
    Architecture known = names.get(name);
    return known == null ? Set.of() : Set.of(known);
  }
}
