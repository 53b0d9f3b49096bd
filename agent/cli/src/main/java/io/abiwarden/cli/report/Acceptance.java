package io.abiwarden.cli.report;

import java.util.Optional;

/**
 * That a finding is known, and breaks nothing.
 *
 * @param source where that is said
 * @param why the reason that the user gave; may be empty
 */
public record Acceptance(Source source, String why) {

  /** Where findings are accepted. */
  public enum Source {
    /** {@code --accept}. */
    OPTION,
    /** The project's settings. */
    SETTINGS,
    /** An earlier run, {@code --baseline}. */
    BASELINE
  }

  /** The reason that was given, for programs; empty if there is none. */
  static Optional<String> why(Optional<Acceptance> acceptance) {
    return acceptance.map(Acceptance::why).filter(why -> !why.isEmpty());
  }

  /** Without a reason, by {@code --accept}. */
  public static final Acceptance BY_OPTION = new Acceptance(Source.OPTION, "");
}
