package io.abiwarden.core.fix;

import io.abiwarden.core.evidence.Builder;
import io.abiwarden.core.wheel.Backend;

/** How fixes are made with one builder. Stateless. */
interface Recipe {

  /**
   * What to do.
   *
   * @param fix what is to be done
   * @param made how the artifact was made, by this builder and others
   */
  Advice to(Fix fix, Made made);

  /** That of what generated the code. */
  static Recipe of(Builder builder) {
    return switch (builder) {
      case PYO3 -> new PyO3Recipe();
      case CYTHON -> new CythonRecipe();
      case PYBIND11 -> new Pybind11Recipe();
      case NANOBIND -> new NanobindRecipe();
      case MYPYC -> new MypycRecipe();
      case SWIG -> new SwigRecipe();
      case CFFI -> new CffiRecipe();
      case F2PY -> new F2pyRecipe();
      case RUST, C -> new PlainRecipe();
    };
  }

  /** That of a build backend. */
  static Recipe of(Backend backend) {
    return switch (backend) {
      case SETUPTOOLS -> new SetuptoolsRecipe();
      case MATURIN -> new MaturinRecipe();
      case SCIKIT_BUILD_CORE -> new ScikitBuildCoreRecipe();
      case MESON_PYTHON -> new MesonPythonRecipe();
      case HATCHLING -> new HatchlingRecipe();
      case POETRY, FLIT, PDM, PY_BUILD_CMAKE, UV_BUILD, SIP -> new FrontEndRecipe();
      case OTHER -> (fix, made) -> Advice.NONE;
    };
  }
}
