package io.abiwarden.core.coverage;

import io.abiwarden.core.judge.Acceptance;
import java.util.Optional;

/** Which holes users know of and accept. */
@FunctionalInterface
public interface KnownHoles {

  /** None of them. */
  KnownHoles NONE = (project, python, machine) -> Optional.empty();

  /**
   * Why it breaks nothing that there is no wheel; empty if nobody has accepted that.
   *
   * @param project the project's normalized name
   * @param python the interpreter that gets none
   * @param machine where it gets none
   */
  Optional<Acceptance> of(String project, PythonBuild python, Machine machine);
}
