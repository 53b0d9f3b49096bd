package io.abiwarden.worker.check;

import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.worker.python.Interpreter;
import java.util.List;
import java.util.Optional;

/**
 * One artifact on one interpreter.
 *
 * @param python the interpreter
 * @param installable whether an installer would put it there; empty outside of wheels
 * @param installableBy whose rules say so; empty outside of wheels
 * @param verdict the worst of its modules'
 * @param extensions each file's result, in the artifact's order
 */
public record PairResult(
    Interpreter python,
    Optional<Boolean> installable,
    Optional<String> installableBy,
    Verdict verdict,
    List<ExtensionResult> extensions) {

  /** Copies the list. */
  public PairResult {
    extensions = List.copyOf(extensions);
  }

  /** The findings of all its files, in their order. */
  public List<Finding> findings() {
    return extensions.stream().flatMap(extension -> extension.findings().stream()).toList();
  }
}
