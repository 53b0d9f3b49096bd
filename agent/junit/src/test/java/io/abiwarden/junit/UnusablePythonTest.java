package io.abiwarden.junit;

import static io.abiwarden.junit.AbiwardenAssertions.assertThat;

import io.abiwarden.worker.python.Interpreter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Interpreters that are here and cannot be used. */
class UnusablePythonTest {

  @Test
  void isNotTakenForOneThatIsMissing() {
    TestFiles.need("embedded");
    NamedPython embedded = PythonNames.of("embedded").getFirst();
    assertThat(embedded).isInstanceOf(NamedPython.Here.class);
    if (embedded instanceof NamedPython.Here(String _, Interpreter sound)) {
      Interpreter broken =
          new Interpreter(
              sound.facts(),
              sound.libpython(),
              Optional.empty(),
              sound.prefix(),
              Optional.empty(),
              "pyenv",
              false,
              "its libpython is for another processor",
              "it has no command");
      assertThat(PythonNames.of("3.14", broken))
          .isEqualTo(
              new NamedPython.Unusable(
                  "3.14",
                  broken,
                  "3.14 is here and cannot be used: its libpython is for another processor (pyenv, "
                      + sound.prefix()
                      + ")"));
      assertThat(PythonNames.of("3.14", sound)).isEqualTo(new NamedPython.Here("3.14", sound));
    }
  }
}
