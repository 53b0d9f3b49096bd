package io.abiwarden.worker;

/** Layouts seen in children of the interpreter's own command. */
class ForkedLayoutsTest extends LayoutCases {

  @Override
  TestPython chosen(TestPython python) {
    return python.byCommand();
  }
}
