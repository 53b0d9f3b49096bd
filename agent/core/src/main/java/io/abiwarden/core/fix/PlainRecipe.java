package io.abiwarden.core.fix;

import io.abiwarden.core.wheel.Backend;

/**
 * C, C++ or Rust by hand: CPython's own macros, where the backend has no option that sets them, and
 * what it takes of the code (headers for abi3t leave {@code PyModuleDef} without fields).
 */
final class PlainRecipe implements Recipe {

  private static final String EXPORT =
      "have PyModExport_NAME return an array of PySlot (PEP 793), in the place of PyInit_NAME and its"
          + " PyModuleDef";

  @Override
  public Advice to(Fix fix, Made made) {
    return switch (fix) {
      case Fix.BuildStable(int minor) when made.by(Backend.HATCHLING) ->
          Advice.part("Compile every source file with Py_LIMITED_API=" + Versions.hex(minor) + ".");
      case Fix.BuildBoth both when made.by(Backend.HATCHLING) ->
          Advice.part(
              "Compile every source file with Py_TARGET_ABI3T=0x030f0000"
                  + (both.exports() ? "." : "; " + EXPORT + "."));
      case Fix.BuildBoth both when !both.exports() && made.knowsBackend() ->
          Advice.part("In the code, " + EXPORT + ".");
      default -> Advice.NONE;
    };
  }
}
