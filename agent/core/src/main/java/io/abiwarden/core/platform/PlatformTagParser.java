package io.abiwarden.core.platform;

import io.abiwarden.core.platform.PlatformTag.Android;
import io.abiwarden.core.platform.PlatformTag.Any;
import io.abiwarden.core.platform.PlatformTag.Ios;
import io.abiwarden.core.platform.PlatformTag.Linux;
import io.abiwarden.core.platform.PlatformTag.MacOs;
import io.abiwarden.core.platform.PlatformTag.Manylinux;
import io.abiwarden.core.platform.PlatformTag.Musllinux;
import io.abiwarden.core.platform.PlatformTag.Other;
import io.abiwarden.core.platform.PlatformTag.Wasm;
import io.abiwarden.core.platform.PlatformTag.Windows;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes platform tags apart. */
final class PlatformTagParser {

  private static final String NUMBERS = "_(?<major>\\d{1,5})_(?<minor>\\d{1,5})_";

  private static final Pattern LEGACY = Pattern.compile("manylinux(1|2010|2014)_(?<rest>\\w+)");
  private static final Pattern VERSIONED =
      Pattern.compile("(?<kind>manylinux|musllinux|macosx|ios)" + NUMBERS + "(?<rest>\\w+)");
  private static final Pattern DEVICE =
      Pattern.compile("(?<machine>\\w+)_(?<device>iphoneos|iphonesimulator)");
  private static final Pattern ANDROID =
      Pattern.compile("android_(?<level>\\d{1,5})_(?<rest>\\w+)");
  private static final Pattern WASM =
      Pattern.compile("(?:py)?(?:emscripten|odide|wasi)\\w*_wasm(?:32|64)");

  /** The glibc that the older names stand for (PEP 513, 571, 599). */
  private static final Map<String, Integer> LEGACY_GLIBC = Map.of("1", 5, "2010", 12, "2014", 17);

  private PlatformTagParser() {}

  static PlatformTag parse(String tag) {
    String text = tag.toLowerCase(Locale.ROOT);
    if (text.equals("any")) {
      return new Any(text);
    }
    if (text.equals("win32")) {
      return new Windows(text, "x86");
    }
    if (text.startsWith("win_") && text.length() > 4) {
      return new Windows(text, text.substring(4));
    }
    if (text.startsWith("linux_") && text.length() > 6) {
      return new Linux(text, text.substring(6));
    }
    Matcher legacy = LEGACY.matcher(text);
    if (legacy.matches()) {
      VersionNumber glibc = VersionNumber.of(2, LEGACY_GLIBC.getOrDefault(legacy.group(1), 0));
      return new Manylinux(text, glibc, legacy.group("rest"));
    }
    Matcher android = ANDROID.matcher(text);
    if (android.matches()) {
      return new Android(text, Integer.parseInt(android.group("level")), android.group("rest"));
    }
    if (WASM.matcher(text).matches()) {
      return new Wasm(text);
    }
    return versioned(text);
  }

  private static PlatformTag versioned(String text) {
    Matcher matcher = VERSIONED.matcher(text);
    if (!matcher.matches()) {
      return new Other(text);
    }
    VersionNumber version =
        VersionNumber.of(
            Integer.parseInt(matcher.group("major")), Integer.parseInt(matcher.group("minor")));
    String rest = matcher.group("rest");
    return switch (matcher.group("kind")) {
      case "manylinux" -> new Manylinux(text, version, rest);
      case "musllinux" -> new Musllinux(text, version, rest);
      case "macosx" -> new MacOs(text, version, rest);
      default -> ios(text, version, rest);
    };
  }

  private static PlatformTag ios(String text, VersionNumber version, String rest) {
    Matcher device = DEVICE.matcher(rest);
    return device.matches()
        ? new Ios(
            text,
            version,
            device.group("machine"),
            device.group("device").equals("iphonesimulator"))
        : new Other(text);
  }
}
