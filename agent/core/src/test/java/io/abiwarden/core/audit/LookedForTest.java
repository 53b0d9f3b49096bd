package io.abiwarden.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.KnownInterpreters;
import io.abiwarden.core.wheel.ExtensionName;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which file names Pythons look for, whatever the machine. */
class LookedForTest {

  /** As {@code _imp.extension_suffixes()} of each says. */
  @ParameterizedTest
  @CsvSource({
    "_c.abi3.so,                          3.9 3.14 3.14t 3.15",
    "_c.abi3-x86_64-linux-gnu.so,         3.15",
    "_c.abi3-aarch64-linux-gnu.so,        3.15",
    "_c.abi3t.so,                         3.15 3.15t",
    "_c.abi3t-x86_64-linux-gnu.so,        3.15 3.15t",
    "_c.so,                               3.9 3.14 3.14t 3.15 3.15t",
    "_c.cpython-314-x86_64-linux-gnu.so,  3.14",
    "_c.cpython-314-aarch64-linux-gnu.so, 3.14",
    "_c.cpython-314t-x86_64-linux-gnu.so, 3.14t"
  })
  void asTheInterpretersThemselves(String file, String expected) {
    ExtensionName name = ExtensionName.parse(file).orElseThrow();
    List<String> looking =
        KnownInterpreters.all("x86_64-linux-gnu").stream()
            .filter(python -> LookedFor.place(python, name) >= 0)
            .map(InterpreterFacts::shortName)
            .toList();
    for (String python : List.of("3.9", "3.14", "3.14t", "3.15", "3.15t")) {
      assertThat(looking.contains(python))
          .as("%s on %s", file, python)
          .isEqualTo(List.of(expected.split(" ")).contains(python));
    }
  }
}
