package io.abiwarden.core.platform;

import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.image.MinimumOs;
import io.abiwarden.core.image.NeededVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one image needs of the machine it is loaded on.
 *
 * @param format the file format, which stands for the family of operating systems
 * @param architecture the processor
 * @param cLibrary the C library; {@link CLibrary#NONE} for other formats than ELF
 * @param versions the symbol versions it cannot be linked without, numbered ones, each with the
 *     library it is asked of; ELF only
 * @param privateGlibc whether it uses what glibc keeps for its own parts ({@code GLIBC_PRIVATE}),
 *     which changes with every release
 * @param libraries the libraries it names as needed
 * @param minimum the operating system it says it is for, and the oldest release that it runs on;
 *     Mach-O only, where it says so
 */
public record PlatformNeeds(
    ImageFormat format,
    Architecture architecture,
    CLibrary cLibrary,
    List<Version> versions,
    boolean privateGlibc,
    List<String> libraries,
    Optional<MinimumOs> minimum) {

  /**
   * A symbol version, taken apart.
   *
   * @param name as written, {@code GLIBCXX_3.4.29}
   * @param family {@code GLIBCXX}
   * @param number {@code 3.4.29}
   * @param library the library that is asked for it
   */
  public record Version(String name, String family, VersionNumber number, String library) {}

  private static final String GLIBC = "GLIBC";

  /** Copies the lists. */
  public PlatformNeeds {
    versions = List.copyOf(versions);
    libraries = List.copyOf(libraries);
  }

  /**
   * Reads an image's needs.
   *
   * @param image one slice, where a file has several
   */
  public static PlatformNeeds of(Image image) {
    List<Version> versions =
        image.neededVersions().stream()
            .filter(asked -> !asked.weak())
            .flatMap(asked -> version(asked).stream())
            .toList();
    boolean isPrivate =
        image.neededVersions().stream()
            .anyMatch(asked -> !asked.weak() && asked.version().equals("GLIBC_PRIVATE"));
    return new PlatformNeeds(
        image.format(),
        image.architecture(),
        cLibrary(image),
        versions,
        isPrivate,
        image.libraries(),
        image.minimumOs());
  }

  private static Optional<Version> version(NeededVersion asked) {
    if (isFrameRegistration(asked)) {
      return Optional.empty();
    }
    return SymbolVersion.parse(asked.version())
        .map(v -> new Version(asked.version(), v.family(), v.number(), asked.library()));
  }

  /**
   * libgcc has {@code GLIBC_2.0} too, on musl as well: its functions that register stack frames
   * were once glibc's.
   */
  private static boolean isFrameRegistration(NeededVersion asked) {
    return asked.version().startsWith(GLIBC + "_") && asked.library().startsWith("libgcc_s");
  }

  private static CLibrary cLibrary(Image image) {
    if (image.format() != ImageFormat.ELF) {
      return CLibrary.NONE;
    }
    List<String> libraries = image.libraries();
    if (libraries.stream().anyMatch(name -> name.startsWith("libc.so."))
        || image.neededVersions().stream()
            .anyMatch(v -> v.version().startsWith(GLIBC + "_") && !isFrameRegistration(v))) {
      return CLibrary.GLIBC;
    }
    if (libraries.stream()
        .anyMatch(name -> name.startsWith("libc.musl-") || name.startsWith("ld-musl-"))) {
      return CLibrary.MUSL;
    }
    if (image.neededVersions().stream().anyMatch(v -> v.version().equals("LIBC"))) {
      return CLibrary.BIONIC;
    }
    return libraries.contains("libc.so") ? CLibrary.PLAIN : CLibrary.NONE;
  }

  /** The oldest macOS it says it runs on. */
  public Optional<VersionNumber> macos() {
    return minimum
        .filter(os -> os.platform() == MinimumOs.Platform.MACOS)
        .map(PlatformNeeds::number);
  }

  /** The oldest iOS it says it runs on, on a device or in the simulator. */
  public Optional<VersionNumber> ios() {
    return minimum
        .filter(
            os ->
                os.platform() == MinimumOs.Platform.IOS
                    || os.platform() == MinimumOs.Platform.IOS_SIMULATOR)
        .map(PlatformNeeds::number);
  }

  private static VersionNumber number(MinimumOs os) {
    return new VersionNumber(List.of(os.major(), os.minor(), os.patch()));
  }

  /** The glibc it needs at least: the highest {@code GLIBC_x.y} that it cannot do without. */
  public Optional<VersionNumber> glibc() {
    return highest(GLIBC);
  }

  /**
   * The highest number of a family that it cannot do without.
   *
   * @param family such as {@code GLIBCXX}, {@code CXXABI} or {@code GCC}
   */
  public Optional<VersionNumber> highest(String family) {
    return versions.stream()
        .filter(version -> version.family().equals(family))
        .map(Version::number)
        .max(VersionNumber::compareTo);
  }

  /** The highest of each family, by family. */
  public Map<String, VersionNumber> highest() {
    Map<String, VersionNumber> found = new TreeMap<>();
    versions.forEach(v -> found.merge(v.family(), v.number(), (a, b) -> a.isAfter(b) ? a : b));
    return found;
  }
}
