package io.abiwarden.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences with code in them, whose code stays in one piece. */
class MarkdownTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          plain words stay.;                      plain words stay.
          see _foo.so, and bar;                   see `_foo.so`, and bar
          Write #[pymodule(gil_used = false)], it; Write `#[pymodule(gil_used = false)]`, it
          Call PyUnstable_Module_SetGIL(module, Py_MOD_GIL_NOT_USED) in it; Call `PyUnstable_Module_SetGIL(module, Py_MOD_GIL_NOT_USED)` in it
          in setup.py Extension(..., x_y=True, m=[("A_B", "0x3")]).; in setup.py `Extension(..., x_y=True, m=[("A_B", "0x3")])`.
          Write py_limited_api = cp39 under [bdist_wheel];  Write `py_limited_api = cp39` under `[bdist_wheel]`
          limited-api = true, built with it;      `limited-api = true`, built with it
          enable = ["cpython-freethreading"]);    `enable = ["cpython-freethreading"]`)
          an open f(a_b and so on, as it is;      an open `f(a_b` and so on, as it is
          (as _a does);                           (as `_a` does)
          a `b` c;                                a `\\x60b\\x60` c
          """)
  void codeStaysWhole(String text, String markdown) {
    assertThat(Markdown.prose(text)).isEqualTo(markdown);
  }
}
