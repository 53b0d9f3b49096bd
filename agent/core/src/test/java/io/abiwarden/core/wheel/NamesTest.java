package io.abiwarden.core.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.wheel.ExtensionName.Abi;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** File names of wheels (PEP 427) and of extensions, right ones and others. */
class NamesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          psutil-7.2.2-cp36-abi3-manylinux_2_12_x86_64.manylinux2010_x86_64.whl | psutil | 7.2.2 | '' | 2 | cp36-abi3
          cryptography-50.0.2-cp315-abi3.abi3t-manylinux_2_34_x86_64.whl | cryptography | 50.0.2 | '' | 2 | cp315-abi3.abi3t
          foo_bar-1.0+local.1-7b-py2.py3-none-any.whl | foo_bar | 1.0+local.1 | 7b | 2 | py2.py3-none
          m-1-cp313.cp314-none-a.b.c.whl | m | 1 | '' | 6 | cp313.cp314-none
          M-1-CP314-CP314T-Linux_X86_64.WHL | M | 1 | '' | 1 | cp314-cp314t
          m-1!2.0-py3-none-any.whl | m | 1!2.0 | '' | 1 | py3-none
          """)
  void readsWheelNames(
      String file, String name, String version, String build, int tags, String pythonAndAbi) {
    WheelName wheel = WheelName.parse(file).orElseThrow();
    assertThat(wheel.distribution()).isEqualTo(name);
    assertThat(wheel.version()).isEqualTo(version);
    assertThat(wheel.build().orElse("")).isEqualTo(build);
    assertThat(wheel.tags()).hasSize(tags);
    assertThat(wheel.pythonAndAbi()).isEqualTo(pythonAndAbi);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".whl",
        "m.whl",
        "m-1.whl",
        "m-1-py3-none.whl",
        "m-1-py3-none-any.zip",
        "m-1-py3-none-any",
        "m-1-1-1-py3-none-any.whl",
        "m--py3-none-any.whl",
        "-1-py3-none-any.whl",
        "m-1-py3-none-.whl",
        "m-1--none-any.whl",
        "m-1-py3..py2-none-any.whl",
        "m-1-.-none-any.whl",
        "m-1-py3-none-any..whl",
        "m-1-build-py3-none-any.whl",
        "-----.whl",
      })
  void refusesOtherNames(String file) {
    assertThat(WheelName.parse(file)).isEmpty();
  }

  /** Three sets of a thousand tags each would be a thousand million tags. */
  @Test
  void expandsNoHugeSets() {
    String many = IntStream.range(0, 1000).mapToObj(i -> "a" + i).collect(Collectors.joining("."));
    assertThat(WheelName.parse("m-1-" + many + "-" + many + "-" + many + ".whl")).isEmpty();
    assertThat(WheelName.parse("m-1-" + many + "-none-any.whl").orElseThrow().tags()).hasSize(1000);
    assertThat(WheelName.parse("m-1-" + many + "-none-any.b.whl")).isEmpty();
    assertThat(WheelName.parse("m-1-" + ".".repeat(100_000) + "-none-any.whl")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          m.so                                              | m         | NONE                  | ''
          m.abi3.so                                         | m         | ABI3                  | ''
          pkg/m.abi3-x86_64-linux-gnu.so                    | pkg.m     | ABI3                  | ''
          pkg/m.abi3t.so                                    | pkg.m     | ABI3T                 | ''
          m.abi3t-aarch64-linux-gnu.so                      | m         | ABI3T                 | ''
          a/b/_m.cpython-314-x86_64-linux-gnu.so            | a.b._m    | VERSION               | 14
          m.cpython-314t-x86_64-linux-gnu.so                | m         | VERSION_FREE_THREADED | 14
          m.cpython-314td-x86_64-linux-gnu.so               | m         | VERSION_FREE_THREADED | 14
          m.cpython-39d-x86_64-linux-gnu.so                 | m         | VERSION               | 9
          m.cpython-36m-x86_64-linux-gnu.so                 | m         | VERSION               | 6
          m.cpython-39.so                                   | m         | VERSION               | 9
          m.cpython-312-darwin.so                           | m         | VERSION               | 12
          m.cp314-win_amd64.pyd                             | m         | VERSION               | 14
          m_d.cp314t-win_amd64.pyd                          | m_d       | VERSION_FREE_THREADED | 14
          m.pyd                                             | m         | NONE                  | ''
          m.pypy310-pp73-x86_64-linux-gnu.so                | m         | OTHER                 | ''
          m.graalpy-38-native-x86_64-darwin.dylib           | m         | OTHER                 | ''
          pkg/__init__.cpython-314-x86_64-linux-gnu.so      | pkg       | VERSION               | 14
          a/b/__init__.abi3.so                              | a.b       | ABI3                  | ''
          __init__.so                                       | __init__  | NONE                  | ''
          pkg/föö.abi3.so                                   | pkg.föö   | ABI3                  | ''
          a-b.so                                            | a-b       | NONE                  | ''
          """)
  void readsExtensionNames(String path, String module, Abi abi, String minor) {
    ExtensionName name = ExtensionName.parse(path).orElseThrow();
    assertThat(name.module()).isEqualTo(module);
    assertThat(name.lastComponent()).isEqualTo(module.substring(module.lastIndexOf('.') + 1));
    assertThat(name.abi()).isEqualTo(abi);
    assertThat(name.minor().map(String::valueOf).orElse("")).isEqualTo(minor);
    assertThat(name.namesAbi()).isEqualTo(abi != Abi.NONE);
    assertThat(name.folder() + name.stem() + name.suffix()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "m",
        "m.py",
        ".so",
        "pkg/.so",
        "pkg/.abi3.so",
        "libfoo.so.1",
        "libfoo.so.1.2.3",
        "m.so/",
        "m.abi4.so",
        "m.abi3.so.bak",
        "m.cpython-3-x86_64-linux-gnu.so",
        "m.cpython-27-x86_64-linux-gnu.so",
        "m.cpython-399999999999-x86_64-linux-gnu.so",
        "m.x.abi3.so",
        "libfoo-1.2.so",
        "m.CPYTHON-314.so",
        "m.dll",
      })
  void noPythonLooksForOtherNames(String path) {
    assertThat(ExtensionName.parse(path)).isEmpty();
  }

  /** A name may be as long as an archive lets it be; reading it takes one pass. */
  @Test
  void readsEndlessNames() {
    String dots = ".so".repeat(100_000);
    assertThat(ExtensionName.parse(dots)).isEmpty();
    assertThat(ExtensionName.parse("m.cpython-314-" + "-".repeat(200_000))).isEmpty();
    assertThat(ExtensionName.parse("a".repeat(200_000) + ".abi3.so")).isPresent();
    assertThat(ExtensionName.parse("a/".repeat(100_000) + "m.so").orElseThrow().lastComponent())
        .isEqualTo("m");
  }
}
