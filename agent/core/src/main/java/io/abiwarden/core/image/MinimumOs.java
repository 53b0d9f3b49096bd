package io.abiwarden.core.image;

import java.util.Comparator;

/**
 * The oldest release of an operating system that an image says it runs on.
 *
 * @param platform the operating system
 * @param major such as 10
 * @param minor such as 13
 * @param patch such as 0
 */
public record MinimumOs(Platform platform, int major, int minor, int patch)
    implements Comparable<MinimumOs> {

  private static final Comparator<MinimumOs> ORDER =
      Comparator.comparing(MinimumOs::platform)
          .thenComparingInt(MinimumOs::major)
          .thenComparingInt(MinimumOs::minor)
          .thenComparingInt(MinimumOs::patch);

  /** The version as people write it: {@code 10.13}, {@code 11.0}, {@code 10.9.1}. */
  public String version() {
    return patch == 0 ? major + "." + minor : major + "." + minor + "." + patch;
  }

  /** Orders by platform, then by version. */
  @Override
  public int compareTo(MinimumOs other) {
    return ORDER.compare(this, other);
  }

  /**
   * The platforms that a Mach-O file can be for (XNU's {@code EXTERNAL_HEADERS/mach-o/loader.h}).
   */
  public enum Platform {
    MACOS("macOS"),
    IOS("iOS"),
    TVOS("tvOS"),
    WATCHOS("watchOS"),
    BRIDGEOS("bridgeOS"),
    MAC_CATALYST("Mac Catalyst"),
    IOS_SIMULATOR("iOS simulator"),
    TVOS_SIMULATOR("tvOS simulator"),
    WATCHOS_SIMULATOR("watchOS simulator"),
    DRIVERKIT("DriverKit"),
    VISIONOS("visionOS"),
    VISIONOS_SIMULATOR("visionOS simulator"),
    /** Any other. */
    OTHER("other");

    private final String shown;

    Platform(String shown) {
      this.shown = shown;
    }

    /** The name as its makers spell it. */
    public String shown() {
      return shown;
    }

    /** The platform of a number in {@code LC_BUILD_VERSION}, which counts from 1. */
    static Platform of(long number) {
      return number >= 1 && number < values().length ? values()[(int) number - 1] : OTHER;
    }
  }
}
