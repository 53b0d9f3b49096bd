package io.abiwarden.core.wheel;

/**
 * A build backend, by the name it writes into {@code Generator} of a WHEEL file.
 *
 * <p>As their sources write it: setuptools 84 ({@code command/bdist_wheel.py}; {@code bdist_wheel}
 * before 70.1, by the package wheel), maturin 1.16, scikit-build-core 1.1, meson-python 0.22 (whose
 * name is {@code meson}), hatchling 1.33, poetry-core 2.5 ({@code poetry} before 1.1), flit_core
 * 4.2, pdm-backend 2.5, py-build-cmake 0.5, uv_build 0.13, PyQt-builder 1.19.
 */
public enum Backend {
  SETUPTOOLS("setuptools"),
  MATURIN("maturin"),
  SCIKIT_BUILD_CORE("scikit-build-core"),
  MESON_PYTHON("meson-python"),
  HATCHLING("hatchling"),
  POETRY("poetry-core"),
  FLIT("flit"),
  PDM("pdm-backend"),
  PY_BUILD_CMAKE("py-build-cmake"),
  UV_BUILD("uv_build"),
  SIP("PyQt-builder"),
  /** One that is not known here, or none that said its name. */
  OTHER("");

  private final String shown;

  Backend(String shown) {
    this.shown = shown;
  }

  /** Its name as its makers spell it; of {@link #OTHER}, empty. */
  public String shown() {
    return shown;
  }

  /** The one of a name in {@code Generator}. */
  static Backend named(String name) {
    return switch (name) {
      case "setuptools", "bdist_wheel" -> SETUPTOOLS;
      case "maturin" -> MATURIN;
      case "scikit-build-core" -> SCIKIT_BUILD_CORE;
      case "meson", "meson-python" -> MESON_PYTHON;
      case "hatchling" -> HATCHLING;
      case "poetry-core", "poetry" -> POETRY;
      case "flit", "flit_core" -> FLIT;
      case "pdm-backend", "pdm-pep517" -> PDM;
      case "py-build-cmake" -> PY_BUILD_CMAKE;
      case "uv", "uv_build" -> UV_BUILD;
      case "pyqtbuild", "sip" -> SIP;
      default -> OTHER;
    };
  }
}
