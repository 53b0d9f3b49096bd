package io.abiwarden.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.image.FakeImage;
import io.abiwarden.core.image.ImageFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the names and the text of a file say. */
class NeedsTest {

  private static Needs needs(String... names) {
    return Needs.of(new FakeImage().needs(names));
  }

  @Test
  void sortsTheNames() {
    Needs needs =
        needs(
            "memcpy",
            "PyList_New",
            "_PyLong_New",
            "_Py_DecRefShared",
            "_Py_Dealloc",
            "_Py_NegativeRefcount",
            "PyFuture_Thing",
            "PyList_New",
            "Pyramid");
    assertThat(needs.names())
        .containsExactly(
            "PyList_New",
            "_PyLong_New",
            "_Py_DecRefShared",
            "_Py_Dealloc",
            "_Py_NegativeRefcount",
            "PyFuture_Thing");
    assertThat(needs.outsideStableAbi()).containsExactly("_PyLong_New", "_Py_DecRefShared");
    assertThat(needs.freeThreadedOnly()).containsExactly("_Py_DecRefShared");
    assertThat(needs.gilOnly()).containsExactly("_Py_Dealloc");
    assertThat(needs.debugOnly()).containsExactly("_Py_NegativeRefcount");
    assertThat(needs.stable()).isFalse();
    assertThat(needs.has("PyList_New")).isTrue();
    assertThat(needs.has("memcpy")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "PyList_New, 2",
    "PyModuleDef_Init, 5",
    "PyType_GetModuleByDef, 13",
    "PyLong_AsInt32, 14",
    "PyModule_FromSlotsAndSpec, 15",
    "_PyLong_New, 2"
  })
  void saysTheOldestVersionThatHasThemAll(String name, int minor) {
    assertThat(needs("PyList_New", name).minimumMinor()).isEqualTo(minor);
    assertThat(needs("PyList_New", name).stable()).isEqualTo(!name.equals("_PyLong_New"));
  }

  @Test
  void onlyAPythonDllSuppliesPythonsNames() {
    Needs needs =
        Needs.of(
            new FakeImage(ImageFormat.PE)
                .needsFrom("Python3.DLL", "PyList_New")
                .needsFrom("shiboken6.abi3.dll", "PyUnicode_AsUTF8", "_PyLong_New")
                .needsFrom("KERNEL32.dll", "GetProcAddress"));
    assertThat(needs.names()).containsExactly("PyList_New");
    assertThat(needs.stable()).isTrue();
  }

  @Test
  void theNumbersOfAPythonDllAreNoStableAbi() {
    Needs needs =
        Needs.of(
            new FakeImage(ImageFormat.PE)
                .needsFrom("python3.dll", "PyList_New", "python3.dll#12")
                .needsFrom("WS2_32.dll", "WS2_32.dll#3"));
    assertThat(needs.names()).containsExactly("PyList_New", "python3.dll#12");
    assertThat(needs.outsideStableAbi()).containsExactly("python3.dll#12");
  }

  @Test
  void onlyAPythonOrAnyLibrarySuppliesPythonsNamesOnMacos() {
    Needs needs =
        Needs.of(
            new FakeImage(ImageFormat.MACHO)
                .needs("PyList_New")
                .needsFrom("@rpath/libpython3.12.dylib", "PyDict_New")
                .needsFrom("@rpath/libshiboken6.abi3.dylib", "PyUnicode_AsUTF8"));
    assertThat(needs.names()).containsExactly("PyList_New", "PyDict_New");
  }

  @Test
  void weakNamesAreNotNeeded() {
    Needs needs =
        Needs.of(new FakeImage().weaklyNeeds("_Py_DecRefShared").weaklyNeeds("PyLong_AsInt32"));
    assertThat(needs.names()).isEmpty();
    assertThat(needs.freeThreadedOnly()).isEmpty();
    assertThat(needs.minimumMinor()).isEqualTo(2);
    assertThat(needs.stable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "pyo3_runtime.PanicException, PYO3",
    "nanobind::detail, NANOBIND",
    "__pybind11_internals_v5__, PYBIND11",
    "mypyc_exports, MYPYC",
    "swig_runtime_data4, SWIG",
    "_cffi_backend, CFFI",
    "__pyx_capi__, CYTHON",
    "rustc version 1.90, RUST",
    "plain text, C",
    "pyo, C",
    "'', C"
  })
  void tellsTheBuilderByItsMark(String text, Builder builder) {
    for (String around : new String[] {"", "p", "\0\0\0", "pypypyo", "x".repeat(70_000)}) {
      assertThat(Builder.of(bytes(around + text + around))).isEqualTo(builder);
    }
  }

  @ParameterizedTest
  @EnumSource(Builder.class)
  void everyBuilderHasAName(Builder builder) {
    assertThat(builder.shown()).isNotBlank();
    assertThat(builder.writesOwnHeader())
        .isEqualTo(builder == Builder.PYO3 || builder == Builder.RUST);
  }

  /** A PyO3 module is a Rust one as well, and its own mark comes first. */
  @Test
  void theMoreTellingMarkCounts() {
    assertThat(Builder.of(bytes("rustc version 1.90 pyo3"))).isEqualTo(Builder.PYO3);
    assertThat(Builder.of(bytes("_cffi_backend rustc version 1.90"))).isEqualTo(Builder.CFFI);
  }

  @Test
  void searchesFromTheBuffersPosition() {
    ByteBuffer buffer = bytes("pyo3 and more");
    buffer.position(1);
    assertThat(Builder.of(buffer)).isEqualTo(Builder.C);
    assertThat(buffer.position()).isEqualTo(1);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
