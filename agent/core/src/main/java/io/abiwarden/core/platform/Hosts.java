package io.abiwarden.core.platform;

import io.abiwarden.core.wheel.Host;
import java.util.List;
import java.util.Optional;

/** Machines that are named by a platform tag: the oldest one that the tag's wheels are for. */
public final class Hosts {

  private Hosts() {}

  /**
   * The machine of a tag.
   *
   * @param tag the tag, as in {@code 3.14t@manylinux_2_28_aarch64}
   * @return the machine; empty for a tag that is for several kinds of machines, as {@code any} and
   *     {@code universal2} are
   */
  public static Optional<Host> of(PlatformTag tag) {
    return switch (tag) {
      case PlatformTag.Any _ -> Optional.empty();
      case PlatformTag.Linux(String _, String machine) ->
          Optional.of(new Host.Linux(machine, Optional.empty(), Optional.empty()));
      case PlatformTag.Manylinux(String _, VersionNumber glibc, String machine) ->
          glibc.major() == 2
              ? Optional.of(new Host.Linux(machine, Optional.of(glibc.minor()), Optional.empty()))
              : Optional.empty();
      case PlatformTag.Musllinux(String _, VersionNumber musl, String machine) ->
          musl.major() == 1
              ? Optional.of(new Host.Linux(machine, Optional.empty(), Optional.of(musl.minor())))
              : Optional.empty();
      case PlatformTag.MacOs(String _, VersionNumber oldest, String format) ->
          format.equals("arm64") || format.equals("x86_64")
              ? Optional.of(new Host.MacOs(oldest.major(), oldest.minor(), format))
              : Optional.empty();
      case PlatformTag.Windows(String text, String _) -> Optional.of(new Host.Windows(text));
      case PlatformTag.Ios(String _, VersionNumber oldest, String machine, boolean simulator) ->
          Optional.of(
              new Host.Ios(
                  oldest.major(),
                  oldest.minor(),
                  machine + (simulator ? "_iphonesimulator" : "_iphoneos")));
      case PlatformTag.Android(String _, int apiLevel, String abi) ->
          Optional.of(new Host.Android(apiLevel, abi));
      case PlatformTag.Wasm(String text) -> Optional.of(new Host.Other(List.of(text)));
      case PlatformTag.Other(String text) -> Optional.of(new Host.Other(List.of(text)));
    };
  }
}
