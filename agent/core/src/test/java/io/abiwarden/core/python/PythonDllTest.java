package io.abiwarden.core.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.python.PythonDll.Kind;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PythonDllTest {

  @ParameterizedTest
  @CsvSource({
    "python3.dll, STABLE, , false, false",
    "PYTHON3.DLL, STABLE, , false, false",
    "python3, STABLE, , false, false",
    "python3_d.dll, STABLE, , false, true",
    "python3t.dll, STABLE, , true, false",
    "python3t_d.dll, STABLE, , true, true",
    "python39.dll, VERSION, 9, false, false",
    "python312.dll, VERSION, 12, false, false",
    "python312_d.dll, VERSION, 12, false, true",
    "Python314t.dll, VERSION, 14, true, false",
    "python313t_d.dll, VERSION, 13, true, true",
    "libpython3.12.dll, VERSION, 12, false, false",
    "libpython3.13t.dll, VERSION, 13, true, false",
    "libpython3.dll, STABLE, , false, false",
    "msys-python3.11.dll, VERSION, 11, false, false",
    "libpypy3.11-c.dll, PYPY, 11, false, false",
    "libpypy3-c.dll, PYPY, , false, false",
  })
  void isTold(String name, Kind kind, String minor, boolean freeThreaded, boolean debug) {
    OptionalInt version =
        minor == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(minor));
    assertThat(PythonDll.of(name)).contains(new PythonDll(kind, version, freeThreaded, debug));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "python.dll",
        "python27.dll",
        "python3.abi3.dll",
        "shiboken6.abi3.dll",
        "python3123.dll",
        "python3.12.dll",
        "boost_python312.dll",
        "pythoncom312.dll",
        "python312.dll.bak",
        "libpypy-c.dll",
        "KERNEL32.dll"
      })
  void otherLibrariesAreNone(String name) {
    assertThat(PythonDll.of(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/Library/Frameworks/Python.framework/Versions/3.12/Python",
        "/Library/Frameworks/PythonT.framework/Versions/3.14/PythonT",
        "@rpath/Python3.framework/Versions/3.9/Python3",
        "@rpath/libpython3.12.dylib",
        "libpython3.14t.dylib",
        "@executable_path/../lib/libpython3.11d.dylib",
        "@rpath/libpypy3.11-c.dylib"
      })
  void dylibsAreTold(String name) {
    assertThat(PythonDylib.isOne(name)).isTrue();
  }

  @Test
  void otherDylibsAreNone() {
    assertThat(PythonDylib.isOne("/usr/lib/libSystem.B.dylib")).isFalse();
    assertThat(PythonDylib.isOne("@rpath/libshiboken6.abi3.6.12.dylib")).isFalse();
    assertThat(PythonDylib.isOne("@rpath/libboost_python312.dylib")).isFalse();
    assertThat(PythonDylib.isOne("/usr/local/MyPython")).isFalse();
  }
}
