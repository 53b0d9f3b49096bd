package io.abiwarden.cli.settings;

import io.abiwarden.cli.text.BaseName;
import io.abiwarden.core.wheel.WheelName;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What makes a finding the same as one of an earlier run, although release, patch version of an
 * interpreter and scratch folders are others by now.
 */
final class Fingerprint {

  /**
   * {@code 3.14.7t} and {@code 3.15.0rc1}: of an interpreter's version only the minor one counts.
   */
  private static final Pattern MICRO =
      Pattern.compile("\\b(3\\.\\d+)\\.\\d+(?:(?:a|b|rc)\\d+)?(t?)(?:#\\d+)?(?!\\w|\\.\\d)");

  private static final Pattern ADDRESS = Pattern.compile("\\b0x[0-9a-fA-F]+");
  private static final Pattern FOLDERS = Pattern.compile("(?<![\\w.])/(?:[^/\\s'\":,;()]+/)+");

  /**
   * What these quote of a run is hardly ever the same twice; that they are there is what counts.
   */
  private static final Set<String> DIFFERS_EACH_TIME = Set.of("AW405", "AW406", "AW407");

  private Fingerprint() {}

  /** An artifact whatever its version: a wheel by project and tags, anything else by its name. */
  static String artifact(String name) {
    String base = BaseName.of(name);
    return WheelName.parse(base)
        .map(wheel -> wheel.normalizedName() + "-*-" + lastParts(base))
        .orElse(base);
  }

  /** {@code cp314-cp314t-linux_x86_64.whl}, whatever stands before it. */
  private static String lastParts(String wheel) {
    String[] parts = wheel.split("-");
    return String.join("-", Arrays.copyOfRange(parts, parts.length - 3, parts.length));
  }

  /** A path or a message of an artifact's, without what changes from release to release. */
  static String text(String text, String artifact) {
    Optional<WheelName> wheel = WheelName.parse(BaseName.of(artifact));
    String same =
        wheel
            .map(
                name ->
                    text.replace(
                        name.distribution() + "-" + name.version(), name.distribution() + "-*"))
            .orElse(text);
    same = FOLDERS.matcher(same).replaceAll("/…/");
    same = MICRO.matcher(same).replaceAll("$1$2");
    return ADDRESS.matcher(same).replaceAll("0x…");
  }

  /** The message of a finding, or nothing where it is another one each time. */
  static String message(String rule, String message, String artifact) {
    return DIFFERS_EACH_TIME.contains(rule) ? "" : text(message, artifact);
  }
}
