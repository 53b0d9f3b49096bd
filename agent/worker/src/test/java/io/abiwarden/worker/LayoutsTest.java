package io.abiwarden.worker;

/** Layouts seen in a JVM that opens a libpython. */
class LayoutsTest extends LayoutCases {

  @Override
  TestPython chosen(TestPython python) {
    return python;
  }
}
