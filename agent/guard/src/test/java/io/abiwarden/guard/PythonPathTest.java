package io.abiwarden.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonPathTest {

  @ParameterizedTest
  @CsvSource({
    "/a/b.so, /a/b.so",
    "/a b/c%41#?.so, /a%20b/c%2541%23%3F.so",
    "/d\u00e9/\u20ac c%41?.so, /d%C3%A9/%E2%82%AC%20c%2541%3F.so",
    "/\ud83d\ude00.so, /%F0%9F%98%80.so",
  })
  void namesAreUtf8(String file, String bytes) {
    assertThat(PythonPath.of(file).toUri().getRawPath()).isEqualTo(bytes);
  }

  /** As PEP 383 has them; a sequence that is no UTF-8 stays as it is. */
  @Test
  void loneSurrogatesAreBytes() {
    assertThat(PythonPath.of("/a\udce9\udcff/b\u00e9.so").toUri().getRawPath())
        .isEqualTo("/a%E9%FF/b%C3%A9.so");
  }

  @Test
  void relativeOnesStartWhereTheProcessIs() {
    assertThat(PythonPath.of("a/b.so")).isEqualTo(Path.of("/proc/self/cwd/a/b.so"));
    assertThat(PythonPath.of("\u00e9").toUri().getRawPath()).isEqualTo("/proc/self/cwd/%C3%A9");
  }

  @Test
  void whatNoFileCanBeCalledIsSaid() {
    assertThatThrownBy(() -> PythonPath.of("/\u00e9\0.so"))
        .isInstanceOf(InvalidPathException.class);
    assertThatThrownBy(() -> PythonPath.of("/a\0.so")).isInstanceOf(InvalidPathException.class);
  }
}
