package io.abiwarden.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.python.TestPythons;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What texts of exceptions give away; each as CPython or glibc writes it. */
class ImportErrorTest {

  private static String read(String python, String... lines) {
    ImportError error = ImportError.of(List.of(lines), TestPythons.of(python));
    return error.verdict().word() + " " + error.rule();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ImportError: /x/m.so: undefined symbol: PyLong_AsInt32 | 3.13 | refused AW209
          ImportError: /x/m.so: undefined symbol: _Py_DecRefShared | 3.14 | refused AW207
          ImportError: /x/m.so: undefined symbol: _PyUnicode_Ready | 3.14 | refused AW206
          ImportError: /x/m.so: undefined symbol: _Py_NegativeRefcount | 3.14 | refused AW207
          ImportError: /x/m.so: undefined symbol: foo_bar | 3.14 | fails AW401
          ImportError: /x/m.so: undefined symbol: foo, version FOO_2 | 3.14 | fails AW401
          ImportError: /x/m.so: undefined symbol: _ZNSt7__cxx1112basic_stringE | 3.14 | fails AW401
          ImportError: libfoo.so.1: cannot open shared object file: No such file or directory | 3.14 | fails AW402
          ImportError: /lib/libc.so.6: version `GLIBC_2.99' not found (required by /x/m.so) | 3.14 | fails AW403
          ImportError: /x/m.so: symbol foo version FOO_2 not defined in file libfoo.so with link time reference | 3.14 | fails AW403
          SystemError: invalid PyModuleDef, extension possibly compiled for non-free-threaded Python | 3.15t | refused AW201
          ImportError: dynamic module does not define module export function (PyInit_m) | 3.14 | refused AW205
          ImportError: dynamic module does not define module export function (PyModExport_m or PyInit_m) | 3.15 | refused AW205
          SystemError: module m uses unknown slot ID 86 | 3.14 | refused AW204
          SystemError: unknown module slot ID 300 | 3.15 | refused AW204
          SystemError: invalid module slot 5 (Py_mp_subscript) | 3.15 | refused AW204
          SystemError: invalid slot (Py_slot_invalid, 65535) | 3.15 | refused AW204
          SystemError: module m has multiple create slots | 3.12 | refused AW204
          SystemError: module m has multiple Py_mod_gil (87) slots | 3.15 | refused AW204
          SystemError: module m has more than one 'multiple interpreters' slots | 3.13 | refused AW204
          SystemError: module m has more than one 'gil' slot | 3.13 | refused AW204
          SystemError: NULL not allowed for slot Py_mod_exec | 3.15 | refused AW204
          SystemError: Py_mod_methods requires PySlot_STATIC | 3.15 | refused AW204
          SystemError: Py_slot_subslots (slot 92): too many levels of nested slots | 3.15 | refused AW204
          SystemError: slots included from PyModuleDef must be static | 3.15 | refused AW204
          SystemError: invalid flags for Py_slot_end: 0x1 | 3.15 | refused AW204
          SystemError: module m: Py_mod_name conflicts with PyModuleDef.m_name | 3.15 | refused AW204
          SystemError: module m: arbitrary Py_mod_token not allowed with PyModuleDef | 3.15 | refused AW204
          SystemError: module m does not define Py_mod_abi, which is mandatory for modules defined from slots only. | 3.15 | refused AW204
          ImportError: m: PyABIInfo version too high | 3.15 | refused AW203
          ImportError: m: incompatible internal ABI (0x30f00c1 != 0x31000a0) | 3.16 | refused AW203
          ImportError: m: incompatible future stable ABI version (3.16) | 3.15 | refused AW203
          ImportError: m: invalid stable ABI version (3.1) | 3.15 | refused AW203
          ImportError: m: cannot use both internal and stable ABI | 3.15 | refused AW203
          ImportError: m: incompatible ABI version (3.14) | 3.15 | refused AW203
          ImportError: m: incompatible with free-threaded CPython | 3.15t | refused AW203
          ImportError: m: only compatible with free-threaded CPython | 3.15 | refused AW203
          SystemError: initialization of m failed without raising an exception | 3.14 | fails AW407
          SystemError: initialization of m raised unreported exception | 3.14 | fails AW407
          SystemError: creation of module m failed without setting an exception | 3.14 | fails AW407
          SystemError: module export hook for module 'm' failed without setting an exception | 3.15 | fails AW407
          SystemError: module m: m_size may not be negative for multi-phase initialization | 3.14 | fails AW404
          ValueError: numpy.dtype size changed | 3.14 | fails AW404
          MemoryError: | 3.14 | fails AW404
          """)
  void readsTexts(String line, String python, String expected) {
    assertThat(read(python, line)).isEqualTo(expected);
  }

  @Test
  void causesCountWhereTheExceptionItselfSaysNothing() {
    assertThat(
            read(
                "3.14",
                "ImportError: could not import m",
                "ImportError: m.so: undefined symbol: foo_bar"))
        .isEqualTo("fails AW401");
    assertThat(read("3.14")).isEqualTo("fails AW404");
  }

  /** A name in Python's style that nobody knows is taken for a newer Python's. */
  @Test
  void unknownNamesInPythonsStyleAreANewerPythons() {
    String line = "ImportError: m.so: undefined symbol: PyFuture_Thing";
    assertThat(read("3.14", line)).isEqualTo("refused AW209");
    assertThat(read("3.15t", line)).isEqualTo("refused AW209");
  }
}
