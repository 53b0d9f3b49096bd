package io.abiwarden.examples;

import java.io.IOException;
import java.nio.file.Path;

/**
 * An extension that was built for another Python than the one that is about to open it.
 *
 * @param wheel where it is from
 * @param renamed whether the names of its files no longer say what they are for
 * @param module what to import
 * @param file the name of the extension
 * @param rule what is wrong with it
 * @param deadly whether it ends the process that imports it; else an exception of Python speaks of
 *     something else
 */
record BadWheel(
    Wheel wheel, boolean renamed, String module, String file, String rule, boolean deadly) {

  /** For the Stable ABI with a GIL; the name {@code .abi3.so} is looked for by 3.13t and 3.14t. */
  static final BadWheel PSUTIL_ABI3 =
      new BadWheel(
          new Wheel("psutil-7.2.2-cp36-abi3"),
          false,
          "psutil",
          "_psutil_linux.abi3.so",
          "AW201",
          true);

  /** For free-threaded 3.14. */
  static final BadWheel RPDS_314T =
      new BadWheel(
          new Wheel("rpds_py-2026.9.1-cp314-cp314t"), true, "rpds", "rpds.so", "AW202", true);

  /** For 3.13 with a GIL. */
  static final BadWheel YAML_313 =
      new BadWheel(
          new Wheel("pyyaml-6.0.3-cp313-cp313"), true, "yaml._yaml", "_yaml.so", "AW206", true);

  /** For 3.14 with a GIL. */
  static final BadWheel YAML_314 =
      new BadWheel(
          new Wheel("pyyaml-6.0.3-cp314-cp314"), true, "yaml._yaml", "_yaml.so", "AW206", true);

  /** The one that an interpreter of a series dies of. */
  static BadWheel of(String series) {
    return switch (series) {
      case "3.13" -> YAML_314;
      case "3.14", "3.15" -> RPDS_314T;
      case "3.13t", "3.14t" -> PSUTIL_ABI3;
      // It has a check of its own, which leaves psutil half imported: an error that says nothing.
      case "3.15t" -> PSUTIL_ABI3.harmless();
      default -> throw new IllegalArgumentException("no bad wheel is known for " + series);
    };
  }

  private BadWheel harmless() {
    return new BadWheel(wheel, renamed, module, file, rule, false);
  }

  /** The folder to import it from. */
  Path site() throws IOException {
    return renamed ? wheel.withoutSuffixes() : wheel.unpacked();
  }
}
