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
 */
record BadWheel(Wheel wheel, boolean renamed, String module, String file, String rule) {

  /** For the Stable ABI with a GIL; the name {@code .abi3.so} is looked for by 3.13t and 3.14t. */
  static final BadWheel PSUTIL_ABI3 =
      new BadWheel(
          new Wheel("psutil-7.2.2-cp36-abi3"), false, "psutil", "_psutil_linux.abi3.so", "AW201");

  /** For free-threaded 3.14. */
  static final BadWheel RPDS_314T =
      new BadWheel(new Wheel("rpds_py-2026.9.1-cp314-cp314t"), true, "rpds", "rpds.so", "AW202");

  /** For 3.13 with a GIL. */
  static final BadWheel YAML_313 =
      new BadWheel(new Wheel("pyyaml-6.0.3-cp313-cp313"), true, "yaml._yaml", "_yaml.so", "AW206");

  /** For 3.14 with a GIL. */
  static final BadWheel YAML_314 =
      new BadWheel(new Wheel("pyyaml-6.0.3-cp314-cp314"), true, "yaml._yaml", "_yaml.so", "AW206");

  /** For 3.15 with a GIL, and in pybind11's code before 3.15t's own check can see it. */
  static final BadWheel CONTOURPY_315 =
      new BadWheel(
          new Wheel("contourpy-1.4.0-cp315-cp315"),
          true,
          "contourpy._contourpy",
          "_contourpy.so",
          "AW201");

  /** The one that an interpreter of a series dies of. */
  static BadWheel of(String series) {
    return switch (series) {
      case "3.13" -> YAML_314;
      case "3.14", "3.15" -> RPDS_314T;
      case "3.13t", "3.14t" -> PSUTIL_ABI3;
      case "3.15t" -> CONTOURPY_315;
      default -> throw new IllegalArgumentException("no bad wheel is known for " + series);
    };
  }

  /** The folder to import it from. */
  Path site() throws IOException {
    return renamed ? wheel.withoutSuffixes() : wheel.unpacked();
  }
}
