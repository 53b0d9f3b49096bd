package io.abiwarden.junit;

import io.abiwarden.worker.check.PairResult;
import java.util.Optional;

/** Why what was found on one interpreter is not what a test wants. */
@FunctionalInterface
interface Objection {

  /** The end of a sentence; empty if it is what is wanted. */
  Optional<String> to(PairResult pair);
}
