package io.abiwarden.core.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists written down from CPython's sources; those of real interpreters are compared in worker. */
class SuffixesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "030912f0 |       | x86_64-linux-gnu  | .cpython-39-x86_64-linux-gnu.so .abi3.so .so",
        "030e07f0 |       | x86_64-linux-gnu  | .cpython-314-x86_64-linux-gnu.so .abi3.so .so",
        "030d00f0 | t     | aarch64-linux-gnu | .cpython-313t-aarch64-linux-gnu.so .abi3.so .so",
        "030e07f0 | t     | x86_64-linux-musl | .cpython-314t-x86_64-linux-musl.so .abi3.so .so",
        "030e07f0 | td    | x86_64-linux-gnu  | .cpython-314td-x86_64-linux-gnu.so .cpython-314t-x86_64-linux-gnu.so .abi3.so .so",
        "030f00a7 | t     | x86_64-linux-gnu  | .cpython-315t-x86_64-linux-gnu.so .abi3.so .so",
        "030f00b4 | t     | x86_64-linux-gnu  | .cpython-315t-x86_64-linux-gnu.so .abi3t.so .so",
        "030f00b4 |       | x86_64-linux-gnu  | .cpython-315-x86_64-linux-gnu.so .abi3.so .abi3t.so .so",
        "030f00c1 |       | x86_64-linux-gnu  | .cpython-315-x86_64-linux-gnu.so .abi3-x86_64-linux-gnu.so .abi3.so .abi3t-x86_64-linux-gnu.so .abi3t.so .so",
        "030f00f0 | t     | x86_64-linux-gnu  | .cpython-315t-x86_64-linux-gnu.so .abi3t-x86_64-linux-gnu.so .abi3t.so .so",
        "031000a0 | t     | darwin            | .cpython-316t-darwin.so .abi3t-darwin.so .abi3t.so .so",
        "030e00f0 | t     | win_amd64         | .cp314t-win_amd64.pyd .pyd",
        "030d00f0 | d     | win_amd64         | _d.cp313-win_amd64.pyd _d.pyd",
      })
  void listsAreThoseOfTheSources(String hex, String flags, String platform, String expected) {
    String kind = flags == null ? "" : flags;
    assertThat(
            Suffixes.of(
                new PythonVersion(Integer.parseInt(hex, 16)),
                kind.contains("t"),
                kind.contains("d"),
                platform))
        .containsExactly(expected.split(" "));
  }
}
