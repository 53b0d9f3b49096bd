package io.abiwarden.junit;

import io.abiwarden.worker.python.Interpreter;

/** What a name of an interpreter comes to on this machine. */
sealed interface NamedPython {

  /** How tests call it: {@code 3.14t}, {@code embedded (3.14.3)}. */
  String label();

  /**
   * It is here.
   *
   * @param python ready for use
   */
  record Here(String label, Interpreter python) implements NamedPython {}

  /**
   * It could be here, and is not.
   *
   * @param why one line, with how to get it
   */
  record Missing(String label, String why) implements NamedPython {}

  /**
   * It is here, and no extension can be loaded into it.
   *
   * @param python what it is
   * @param why one line
   */
  record Unusable(String label, Interpreter python, String why) implements NamedPython {}

  /**
   * No machine has it.
   *
   * @param why one line
   */
  record Wrong(String label, String why) implements NamedPython {}
}
