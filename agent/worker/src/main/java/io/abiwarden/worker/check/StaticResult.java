package io.abiwarden.worker.check;

import io.abiwarden.core.artifact.ExtensionFile;
import io.abiwarden.core.judge.Judgement;
import io.abiwarden.core.judge.Subject;
import io.abiwarden.core.link.Linkage;
import java.util.Optional;

/**
 * What reading alone says of one file on one interpreter.
 *
 * @param file the file
 * @param judgement the judgement as if it were loaded by its path
 * @param judged what was judged; empty if the file could not be read, or is for another system
 * @param lookedAt whether this interpreter looks at the file, by its name
 * @param whyNot if not, why
 */
record StaticResult(
    ExtensionFile file,
    Judgement judgement,
    Optional<Judged> judged,
    boolean lookedAt,
    String whyNot) {

  /** The judge's input, for when an observation has to be held against it. */
  record Judged(Subject subject, Linkage linkage) {}

  StaticResult ignored(String why) {
    return new StaticResult(file, judgement, judged, false, why);
  }
}
