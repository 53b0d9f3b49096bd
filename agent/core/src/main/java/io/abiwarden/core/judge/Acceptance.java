package io.abiwarden.core.judge;

import java.util.Optional;

/**
 * That a finding, or a hole of a release, is known and breaks nothing.
 *
 * @param source where that is said
 * @param why the reason that the user gave; may be empty
 */
public record Acceptance(Source source, String why) {

  /** Where it is said. */
  public enum Source {
    /** {@code --accept}. */
    OPTION,
    /** The project's settings. */
    SETTINGS,
    /** An earlier run, {@code --baseline}. */
    BASELINE
  }

  /** Without a reason, by {@code --accept}. */
  public static final Acceptance BY_OPTION = new Acceptance(Source.OPTION, "");

  /** The reason that was given, for programs; empty if there is none. */
  public static Optional<String> why(Optional<Acceptance> acceptance) {
    return acceptance.map(Acceptance::why).filter(why -> !why.isEmpty());
  }
}
