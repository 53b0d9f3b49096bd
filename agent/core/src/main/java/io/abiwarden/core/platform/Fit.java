package io.abiwarden.core.platform;

import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.image.MinimumOs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a binary is for the platform of a tag at all. */
sealed interface Fit {

  /** It is, or nothing can be told. */
  record Fits() implements Fit {}

  /** The tag promises every platform, and the binary is for one. */
  record Everywhere() implements Fit {}

  /** The file format is that of another operating system. */
  record OtherSystem() implements Fit {}

  /**
   * It has no code for processors that the tag promises.
   *
   * @param missing them, in the order of the enum
   */
  record OtherProcessor(List<Architecture> missing) implements Fit {}

  /** It was linked against another C library than the tag's systems have. */
  record OtherCLibrary(CLibrary needed, String promised) implements Fit {}

  /**
   * Decides.
   *
   * @param needs of each slice
   */
  static Fit of(PlatformTag tag, List<PlatformNeeds> needs) {
    if (tag instanceof PlatformTag.Any) {
      return new Everywhere();
    }
    Optional<ImageFormat> format = format(tag);
    if (tag instanceof PlatformTag.Wasm
        || (format.isPresent() && format.get() != needs.getFirst().format())
        || needs.stream().anyMatch(need -> isForOtherApple(tag, need))) {
      return new OtherSystem();
    }
    Set<Architecture> has = Set.copyOf(needs.stream().map(PlatformNeeds::architecture).toList());
    List<Architecture> missing =
        new ArrayList<>(
            tag.architectures().stream().filter(a -> !has.contains(a)).sorted().toList());
    if (!missing.isEmpty()) {
      return new OtherProcessor(missing);
    }
    return cLibrary(tag, needs.getFirst().cLibrary());
  }

  /** Apple's systems share a format, and dyld does not mix them. */
  private static boolean isForOtherApple(PlatformTag tag, PlatformNeeds needs) {
    Optional<MinimumOs.Platform> platform = needs.minimum().map(MinimumOs::platform);
    return platform.isPresent()
        && switch (tag) {
          case PlatformTag.MacOs _ ->
              platform.get() != MinimumOs.Platform.MACOS
                  && platform.get() != MinimumOs.Platform.MAC_CATALYST;
          case PlatformTag.Ios(String _, VersionNumber _, String _, boolean simulator) ->
              platform.get()
                  != (simulator ? MinimumOs.Platform.IOS_SIMULATOR : MinimumOs.Platform.IOS);
          default -> false;
        };
  }

  private static Optional<ImageFormat> format(PlatformTag tag) {
    return switch (tag) {
      case PlatformTag.AnyLinux _, PlatformTag.Android _ -> Optional.of(ImageFormat.ELF);
      case PlatformTag.MacOs _, PlatformTag.Ios _ -> Optional.of(ImageFormat.MACHO);
      case PlatformTag.Windows _ -> Optional.of(ImageFormat.PE);
      case PlatformTag.Any _, PlatformTag.Wasm _, PlatformTag.Other _ -> Optional.empty();
    };
  }

  private static Fit cLibrary(PlatformTag tag, CLibrary needed) {
    return switch (tag) {
      case PlatformTag.Manylinux _ ->
          needed == CLibrary.GLIBC || needed == CLibrary.NONE
              ? new Fits()
              : new OtherCLibrary(needed, CLibrary.GLIBC.display());
      case PlatformTag.Musllinux _ ->
          needed == CLibrary.GLIBC || needed == CLibrary.BIONIC
              ? new OtherCLibrary(needed, CLibrary.MUSL.display())
              : new Fits();
      case PlatformTag.Android _ ->
          needed == CLibrary.GLIBC || needed == CLibrary.MUSL
              ? new OtherCLibrary(needed, CLibrary.BIONIC.display())
              : new Fits();
      default -> new Fits();
    };
  }
}
