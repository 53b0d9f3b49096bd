package io.abiwarden.worker;

/** Imports in children of the interpreter's own command. */
class ForkedImportsTest extends ImportCases {

  @Override
  TestPython chosen(TestPython embedded) {
    return embedded.byCommand();
  }
}
