package io.abiwarden.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.image.FakeImage;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.python.TestPythons;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Linking on paper to interpreters that are known from data alone. */
class KnownLinkerTest {

  private static Stream<String> missing(Image image, String python, Image... siblings) {
    return KnownLinker.link(image, "spam", TestPythons.of(python), List.of(siblings))
        .missing()
        .stream()
        .map(Linkage.Missing::name);
  }

  private static Image windows(String dll, String... names) {
    return new FakeImage(ImageFormat.PE).needsFrom(dll, names);
  }

  @ParameterizedTest
  @CsvSource({
    // Exported by libpython from 3.9 on; python3.dll has it since the Stable ABI does.
    "PyUnicode_AsUTF8AndSize, python3.dll, 3.9, true",
    "PyUnicode_AsUTF8AndSize, python3.dll, 3.10, false",
    "PyUnicode_AsUTF8AndSize, python39.dll, 3.9, false",
    // In no Stable ABI.
    "_PyObject_GetDictPtr, python3.dll, 3.14, true",
    "_PyObject_GetDictPtr, python314.dll, 3.14, false",
    // Of some systems alone.
    "PyErr_SetFromWindowsErr, python3.dll, 3.9, false",
    "PyThread_get_thread_native_id, python3.dll, 3.12, false",
    "PyOS_CheckStack, python3.dll, 3.12, false",
    "PyOS_AfterFork_Child, python3.dll, 3.12, true",
    "_Py_NegativeRefcount, python3.dll, 3.12, true",
  })
  void knowsWhatEachDllHas(String name, String dll, String python, boolean isMissing) {
    assertThat(missing(windows(dll, name), python)).hasSize(isMissing ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "PyErr_SetFromWindowsErr, true",
    "PyOS_CheckStack, true",
    "PyOS_AfterFork_Child, false",
    "PyThread_get_thread_native_id, false",
    "PyUnicode_AsUTF8AndSize, false",
  })
  void knowsWhatLinuxHas(String name, boolean isMissing) {
    assertThat(missing(new FakeImage().needs(name), "3.9")).hasSize(isMissing ? 1 : 0);
  }

  @Test
  void countsWhatMustComeFromPythonAlone() {
    FakeImage image =
        new FakeImage().needs("PyErr_GetRaisedException", "strlen", "PyObject_DoWhatIMean");
    image.weaklyNeeds("PyType_Freeze");

    assertThat(missing(image, "3.9")).containsExactly("PyErr_GetRaisedException");
    assertThat(missing(image, "3.12")).isEmpty();
    assertThat(missing(image, "3.9", new FakeImage().exports("PyErr_GetRaisedException")))
        .isEmpty();
  }
}
