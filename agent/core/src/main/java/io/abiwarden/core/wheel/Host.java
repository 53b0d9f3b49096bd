package io.abiwarden.core.wheel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The machine that wheels would be installed on, as far as platform tags ask. The lists are those
 * of PyPA's {@code packaging} 26.3 ({@code packaging.tags}).
 */
public sealed interface Host {

  /** A version number that none of these systems reaches; it bounds the lists. */
  int LAST = 1000;

  /**
   * The platform tags of wheels for this machine, the closest first; without {@code any}, which is
   * for every machine.
   */
  List<String> platforms();

  /**
   * Linux.
   *
   * @param architecture as tags spell it: {@code x86_64}, {@code i686}, {@code armv7l}
   * @param glibcMinor the minor version of its glibc 2, if it has one
   * @param muslMinor the minor version of its musl 1, if it has one
   */
  record Linux(String architecture, Optional<Integer> glibcMinor, Optional<Integer> muslMinor)
      implements Host {

    /** Where manylinux begins: x86 with CentOS 5, all others with CentOS 7. */
    private static final Set<String> FROM_GLIBC_2_5 = Set.of("x86_64", "i686");

    private static final Set<String> WITH_MANYLINUX =
        Set.of(
            "x86_64",
            "i686",
            "aarch64",
            "armv7l",
            "armv8l",
            "ppc64",
            "ppc64le",
            "s390x",
            "loongarch64",
            "riscv64");

    @Override
    public List<String> platforms() {
      // The 32-bit half of an ARMv8 machine runs what is for ARMv7.
      List<String> architectures =
          architecture.equals("armv8l") ? List.of("armv8l", "armv7l") : List.of(architecture);
      List<String> tags = new ArrayList<>();
      architectures.forEach(each -> tags.add("linux_" + each));
      if (WITH_MANYLINUX.contains(architecture)) {
        int first = FROM_GLIBC_2_5.contains(architecture) ? 5 : 17;
        for (String each : architectures) {
          for (int minor = Math.min(glibcMinor.orElse(-1), LAST); minor >= first; minor--) {
            tags.add("manylinux_2_" + minor + "_" + each);
            legacy(minor).ifPresent(name -> tags.add(name + "_" + each));
          }
        }
      }
      for (String each : architectures) {
        for (int minor = Math.min(muslMinor.orElse(-1), LAST); minor >= 0; minor--) {
          tags.add("musllinux_1_" + minor + "_" + each);
        }
      }
      return List.copyOf(tags);
    }

    private static Optional<String> legacy(int glibcMinor) {
      return switch (glibcMinor) {
        case 5 -> Optional.of("manylinux1");
        case 12 -> Optional.of("manylinux2010");
        case 17 -> Optional.of("manylinux2014");
        default -> Optional.empty();
      };
    }
  }

  /**
   * macOS.
   *
   * @param major 10 or from 11 on
   * @param minor of 10 the yearly release; of others it does not matter
   * @param architecture {@code arm64}, {@code x86_64}, or an older one
   */
  record MacOs(int major, int minor, String architecture) implements Host {

    @Override
    public List<String> platforms() {
      List<String> tags = new ArrayList<>();
      if (major == 10) {
        older(minor, 0, tags);
      }
      for (int release = Math.min(major, LAST); release >= 11; release--) {
        add(release, 0, binaryFormats(release, 0), tags);
      }
      if (major >= 11 && architecture.equals("x86_64")) {
        older(16, 4, tags);
      } else if (major >= 11) {
        // There is no arm64 before 11, but a universal2 binary's other half may be older.
        for (int release = 16; release >= 4; release--) {
          add(10, release, List.of("universal2"), tags);
        }
      }
      return List.copyOf(tags);
    }

    private void older(int from, int to, List<String> tags) {
      for (int release = Math.min(from, LAST); release >= to; release--) {
        add(10, release, binaryFormats(10, release), tags);
      }
    }

    private static void add(int major, int minor, List<String> formats, List<String> tags) {
      formats.forEach(format -> tags.add("macosx_" + major + "_" + minor + "_" + format));
    }

    private List<String> binaryFormats(int major, int minor) {
      boolean isOld = major == 10;
      return switch (architecture) {
        case "x86_64" ->
            isOld && minor < 4
                ? List.of()
                : List.of("x86_64", "intel", "fat64", "fat3", "universal2", "universal");
        case "i386" ->
            isOld && minor < 4 ? List.of() : List.of("i386", "intel", "fat3", "fat", "universal");
        case "ppc64" ->
            isOld && (minor == 4 || minor == 5)
                ? List.of("ppc64", "fat64", "universal")
                : List.of();
        case "ppc" -> isOld && minor <= 6 ? List.of("ppc", "fat3", "fat", "universal") : List.of();
        case "arm64" -> List.of("arm64", "universal2");
        case "intel" -> List.of("intel", "universal");
        default -> List.of(architecture);
      };
    }
  }

  /**
   * Windows.
   *
   * @param platform {@code win32}, {@code win_amd64} or {@code win_arm64}
   */
  record Windows(String platform) implements Host {

    @Override
    public List<String> platforms() {
      return List.of(platform);
    }
  }

  /**
   * iOS.
   *
   * @param major from 12 on; older ones never had Python
   * @param minor the minor version
   * @param multiarch {@code arm64_iphoneos}, {@code arm64_iphonesimulator} or {@code
   *     x86_64_iphonesimulator}
   */
  record Ios(int major, int minor, String multiarch) implements Host {

    @Override
    public List<String> platforms() {
      List<String> tags = new ArrayList<>();
      for (int release = Math.min(major, LAST); release >= 12; release--) {
        for (int update = release == major ? Math.min(minor, LAST) : 9; update >= 0; update--) {
          tags.add("ios_" + release + "_" + update + "_" + multiarch);
        }
      }
      return List.copyOf(tags);
    }
  }

  /**
   * Android.
   *
   * @param apiLevel 24 for Android 7
   * @param abi with underscores, {@code arm64_v8a}
   */
  record Android(int apiLevel, String abi) implements Host {

    @Override
    public List<String> platforms() {
      List<String> tags = new ArrayList<>();
      for (int level = Math.min(apiLevel, LAST); level >= 16; level--) {
        tags.add("android_" + level + "_" + abi);
      }
      return List.copyOf(tags);
    }
  }

  /**
   * Any other system: it takes wheels for exactly what its interpreter calls its platform.
   *
   * @param platforms the platform tags, the closest first
   */
  record Other(List<String> platforms) implements Host {

    /** Copies the list. */
    public Other {
      platforms = List.copyOf(platforms);
    }
  }
}
