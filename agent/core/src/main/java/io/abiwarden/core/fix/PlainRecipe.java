package io.abiwarden.core.fix;

import io.abiwarden.core.wheel.Backend;

/** C, C++ or Rust by hand: CPython's own macros, where the backend has no option that sets them. */
final class PlainRecipe implements Recipe {

  @Override
  public Advice to(Fix fix, Made made) {
    return switch (fix) {
      case Fix.BuildStable(int minor) when made.by(Backend.HATCHLING) ->
          Advice.part("Compile every source file with Py_LIMITED_API=" + Versions.hex(minor) + ".");
      case Fix.BuildBoth _ when made.by(Backend.HATCHLING) ->
          Advice.part("Compile every source file with Py_TARGET_ABI3T=0x030f0000.");
      default -> Advice.NONE;
    };
  }
}
