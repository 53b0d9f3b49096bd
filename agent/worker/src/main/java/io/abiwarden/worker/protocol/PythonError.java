package io.abiwarden.worker.protocol;

import java.util.List;
import java.util.Optional;

/**
 * A Python exception, as text.
 *
 * @param type its qualified name, without {@code builtins.}
 * @param message {@code str()} of it, shortened
 * @param causes what it was raised from, as {@code type: message}, nearest first
 * @param traceback its last frames as {@code file:line in function}, innermost last; without those
 *     of the import machinery
 * @param importName {@code name} of an ImportError: the module that could not be imported
 * @param own whether {@code importName} is a module of the artifact itself
 */
public record PythonError(
    String type,
    String message,
    List<String> causes,
    List<String> traceback,
    Optional<String> importName,
    boolean own) {

  /** Copies the lists. */
  public PythonError {
    causes = List.copyOf(causes);
    traceback = List.copyOf(traceback);
  }

  /** {@code type: message}, or the type alone where there is no message. */
  public String line() {
    return message.isEmpty() ? type : type + ": " + message;
  }
}
