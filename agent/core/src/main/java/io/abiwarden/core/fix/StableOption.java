package io.abiwarden.core.fix;

import io.abiwarden.core.evidence.Builder;
import io.abiwarden.core.wheel.Backend;

/** Where a backend is told of the Stable ABI. */
final class StableOption {

  private StableOption() {}

  /**
   * With a space before it, what is left to do of code by hand that is compiled so: C compilers
   * that only warn of what the Limited API hides make a call of a function that nobody has.
   */
  static String onceCompiled(Made made) {
    return made.by(Builder.C)
        ? " If that is done, replace what the compiler calls an implicit declaration."
        : "";
  }

  /** {@code , without wheel.py-api in pyproject.toml}; empty where the backend is not known. */
  static String without(Backend backend) {
    return switch (backend) {
      case SETUPTOOLS -> ", without py_limited_api in setup.cfg and setup.py";
      case SCIKIT_BUILD_CORE -> ", without wheel.py-api in pyproject.toml";
      case MESON_PYTHON -> ", without limited-api in pyproject.toml";
      case HATCHLING -> ", with build_data[\"infer_tag\"] = True in hatch_build.py";
      case MATURIN, POETRY, FLIT, PDM, PY_BUILD_CMAKE, UV_BUILD, SIP, OTHER -> "";
    };
  }
}
