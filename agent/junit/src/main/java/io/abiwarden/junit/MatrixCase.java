package io.abiwarden.junit;

import io.abiwarden.worker.python.Interpreter;
import java.nio.file.Path;
import java.util.Optional;

/** One invocation of a test of a matrix. */
sealed interface MatrixCase {

  /** What the invocation is called. */
  String name();

  /**
   * The test is run.
   *
   * @param artifact empty for a matrix of interpreters alone
   * @param python empty for a test of artifacts that wants none
   */
  record Run(String name, Optional<Path> artifact, Optional<Interpreter> python)
      implements MatrixCase {}

  /**
   * It fails without being run.
   *
   * @param why the message
   */
  record Fail(String name, String why) implements MatrixCase {}

  /**
   * It is skipped.
   *
   * @param why the reason
   */
  record Skip(String name, String why) implements MatrixCase {}
}
