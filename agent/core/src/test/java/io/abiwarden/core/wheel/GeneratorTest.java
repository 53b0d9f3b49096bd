package io.abiwarden.core.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratorTest {

  /** As the WHEEL files of real wheels have it. */
  @ParameterizedTest
  @CsvSource({
    "setuptools (84.2.1), SETUPTOOLS, setuptools 84.2.1",
    "bdist_wheel (0.34.2), SETUPTOOLS, 'setuptools, wheel 0.34.2'",
    "maturin (1.16.0), MATURIN, maturin 1.16.0",
    "scikit-build-core 1.1.2, SCIKIT_BUILD_CORE, scikit-build-core 1.1.2",
    "meson, MESON_PYTHON, meson-python",
    "hatchling 1.33.0, HATCHLING, hatchling 1.33.0",
    "poetry 1.1.0a6, POETRY, poetry-core 1.1.0a6",
    "poetry-core 2.5.0, POETRY, poetry-core 2.5.0",
    "flit 4.2.0, FLIT, flit 4.2.0",
    "pdm-backend (2.5.0), PDM, pdm-backend 2.5.0",
    "uv 0.13.6, UV_BUILD, uv_build 0.13.6",
    "pyqtbuild 1.19.1, SIP, PyQt-builder 1.19.1",
    "delocate 0.13.0, OTHER, delocate 0.13.0",
    "bazel-wheelmaker 1.0, OTHER, bazel-wheelmaker 1.0",
    "by hand, OTHER, by",
    "'', OTHER, ''"
  })
  void tellsBackendAndVersion(String line, Backend backend, String shown) {
    Generator generator = Generator.parse(line);
    assertThat(generator.backend()).isEqualTo(backend);
    assertThat(generator.shown()).isEqualTo(shown);
  }

  /** Whoever repairs a wheel adds a line of its own, and the first one built it. */
  @Test
  void theFirstLineBuiltIt() {
    WheelMetadata wheel =
        WheelMetadata.parse(
            "Wheel-Version: 1.0\nGenerator: setuptools (80.9.0)\nGenerator: delocate 0.13.0\n");
    assertThat(wheel.builtBy().shown()).isEqualTo("setuptools 80.9.0");
    assertThat(wheel.generators()).hasSize(2);
    assertThat(WheelMetadata.parse("Wheel-Version: 1.0\n").builtBy()).isEqualTo(Generator.UNKNOWN);
  }

  @Test
  void longOnesAreCut() {
    assertThat(Generator.parse("x".repeat(10_000)).name()).hasSizeLessThan(100);
    assertThat(Generator.parse("setuptools (" + "9".repeat(10_000) + ")").backend())
        .isEqualTo(Backend.SETUPTOOLS);
  }
}
