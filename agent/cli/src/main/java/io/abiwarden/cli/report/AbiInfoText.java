package io.abiwarden.cli.report;

import io.abiwarden.core.definition.AbiInfo;
import io.abiwarden.core.python.PythonVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@code PyABIInfo} in words. */
final class AbiInfoText {

  private AbiInfoText() {}

  /** The flags that are set; bits without a name are left out. */
  static List<String> flags(AbiInfo info) {
    List<String> flags = new ArrayList<>();
    if (info.has(AbiInfo.STABLE)) {
      flags.add("stable");
    }
    if (info.has(AbiInfo.GIL)) {
      flags.add("gil");
    }
    if (info.has(AbiInfo.FREE_THREADED)) {
      flags.add("free-threaded");
    }
    if (info.has(AbiInfo.INTERNAL)) {
      flags.add("internal");
    }
    return flags;
  }

  /** {@code 3.15} or {@code 3.15.0rc1}; empty for 0, which means that it was not recorded. */
  static Optional<String> version(int hex) {
    if (hex == 0) {
      return Optional.empty();
    }
    PythonVersion version = new PythonVersion(hex);
    return Optional.of(
        (hex & 0xffff) == 0 ? version.minorText() : version.text() + version.preRelease());
  }
}
