package io.abiwarden.worker;

/** Imports in a JVM that opens a libpython. */
class ImportsTest extends ImportCases {

  @Override
  TestPython chosen(TestPython embedded) {
    return embedded;
  }
}
