package io.abiwarden.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingTest {

  private static Binding of(String text) {
    return Binding.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** Each text is one that a wheel has, or nearly. */
  @ParameterizedTest
  @CsvSource({
    "/registry-1949cf8c6b5b557f/pyo3-0.29.3/src/err/mod.rs, PyO3 0.29.3",
    "github.com-1ecc6299db9ec823\\pyo3-0.15.2\\src\\pycell.rs, PyO3 0.15.2",
    "vendor/pyo3-0.23.0-rc.1/src/lib.rs, PyO3 0.23.0-rc.1",
    "vendor/pyo3/src/lib.rs, PyO3",
    "pyo3-ffi-0.25.1/src/object.rs, PyO3",
    "git/checkouts/pyo3-a22e69bc363b9ed9/0.9/src/lib.rs, PyO3",
    "pyo3-0.29, PyO3",
    "pyo3-0.29.3, PyO3",
    "pyo3-0.99999999999999999.3/src, PyO3",
    "_cython_3_2_4amsendbackport.cython_function_or_method, Cython 3.2.4",
    "_cython_0_29_36.cyfunction, Cython 0.29.36",
    "_cython_3_3_0, Cython 3.3.0",
    "_cython_3_x, Cython",
    "__pyx_capi__, Cython",
    "_cython_30__pyx_unpickle, C or C++",
    "__pybind11_internals_v4_gcc_libstdcpp_cxxabi1011__, pybind11",
    "__pybind11_internals_v11_system_libstdcpp__, pybind11 3.0 or newer",
    "__pybind11_internals_v12_system_libstdcpp__, pybind11 3.1 or newer",
    "__pybind11_internals_v99999999999, pybind11",
    "module '_flapack' is auto-generated with f2py (version:2.5.2)., f2py 2.5.2",
    "nanobind::detail, nanobind",
    "swig_runtime_data5, SWIG",
    "rustc version 1.90, Rust"
  })
  void tellsBuilderAndVersion(String text, String shown) {
    for (String before : new String[] {"", "\0", "x".repeat(70_000)}) {
      assertThat(of(before + text).shown()).isEqualTo(shown);
      assertThat(of(before + text + "\0more").shown()).isEqualTo(shown);
    }
  }

  /** The version may stand behind a first mark without one. */
  @Test
  void prefersTheMarkWithAVersion() {
    String link = "see https://github.com/PyO3/pyo3/issues/576";
    assertThat(of(link + "\0registry/pyo3-0.26.0/src/err.rs").shown()).isEqualTo("PyO3 0.26.0");
    assertThat(of("__pyx_capi__\0_cython_3_1_4").shown()).isEqualTo("Cython 3.1.4");
  }

  @Test
  void readsBuffersOutsideOfTheHeap() {
    byte[] text = ("x".repeat(65_530) + "/pyo3-0.25.1/src/lib.rs").getBytes(StandardCharsets.UTF_8);
    ByteBuffer direct = ByteBuffer.allocateDirect(text.length).put(text).flip();
    assertThat(Binding.of(direct).version()).contains("0.25.1");
    ByteBuffer slice = ByteBuffer.wrap(text).position(10).slice();
    assertThat(Binding.of(slice).version()).contains("0.25.1");
  }

  @Test
  void comparesVersionsByNumber() {
    Binding binding = new Binding(Builder.PYO3, Optional.of("0.9.2"));
    assertThat(binding.isBefore(0, 23)).isTrue();
    assertThat(binding.isAtLeast(0, 9)).isTrue();
    assertThat(new Binding(Builder.CYTHON, Optional.of("3.1.0")).isBefore(3, 1)).isFalse();
    assertThat(Binding.NONE.isBefore(9, 9)).isFalse();
    assertThat(Binding.NONE.isAtLeast(0, 0)).isFalse();
  }
}
