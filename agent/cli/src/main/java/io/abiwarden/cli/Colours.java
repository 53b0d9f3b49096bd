package io.abiwarden.cli;

import java.util.Map;

/** When results have colours. */
enum Colours {
  /** At a terminal. */
  AUTO,
  /** Also where nobody watches, as in the logs of CI jobs, which show them. */
  ALWAYS,
  NEVER;

  /**
   * What the user wants, in the order that CPython itself follows: {@code NO_COLOR} with any value
   * but an empty one, then {@code FORCE_COLOR} (or {@code CLICOLOR_FORCE}), then {@code TERM}.
   */
  static Colours of(Map<String, String> environment) {
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return NEVER;
    }
    if (isOn(environment, "FORCE_COLOR") || isOn(environment, "CLICOLOR_FORCE")) {
      return ALWAYS;
    }
    return isDumb(environment) || environment.getOrDefault("CLICOLOR", "").equals("0")
        ? NEVER
        : AUTO;
  }

  private static boolean isOn(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    return !value.isEmpty() && !value.equals("0") && !value.equals("false");
  }

  /** Whether the terminal can neither show colours nor write over what it shows. */
  static boolean isDumb(Map<String, String> environment) {
    return environment.getOrDefault("TERM", "").equals("dumb");
  }
}
