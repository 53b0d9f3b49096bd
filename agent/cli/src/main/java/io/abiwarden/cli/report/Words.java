package io.abiwarden.cli.report;

import io.abiwarden.cli.report.Style.Colour;
import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Observation;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.ffi.UserCache;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How verdicts and the like are said to people. */
final class Words {

  private Words() {}

  /** The verdict; what was only read "should" load. */
  static String verdict(Verdict verdict, Depth decidedBy) {
    boolean read = decidedBy == Depth.STATIC;
    return switch (verdict) {
      case LOADS -> read ? "should load" : "loads";
      case LOADS_GIL -> read ? "should load, and turn the GIL on" : "loads, turns the GIL on";
      case UNSAFE, FAILS, REFUSED, UNKNOWN, NOT_APPLICABLE -> verdict.shown();
    };
  }

  static Colour colour(Verdict verdict) {
    return switch (verdict) {
      case LOADS -> Colour.GOOD;
      case LOADS_GIL, REFUSED -> Colour.CAREFUL;
      case UNSAFE, FAILS -> Colour.BAD;
      case UNKNOWN -> Colour.UNDECIDED;
      case NOT_APPLICABLE -> Colour.FAINT;
    };
  }

  static Colour colour(AuditVerdict verdict) {
    return switch (verdict) {
      case KEPT -> Colour.GOOD;
      case BROKEN -> Colour.BAD;
      case UNKNOWN -> Colour.UNDECIDED;
    };
  }

  static Colour colour(Level level) {
    return switch (level) {
      case ERROR -> Colour.BAD;
      case WARNING -> Colour.CAREFUL;
      case NOTE -> Colour.FAINT;
    };
  }

  /** {@code accepted in the project's settings: upstream knows}. */
  static String known(Acceptance acceptance) {
    String where =
        switch (acceptance.source()) {
          case OPTION -> "accepted by --accept";
          case SETTINGS -> "accepted in the project's settings";
          case BASELINE -> "";
        };
    if (where.isEmpty()) {
      return acceptance.why();
    }
    return where + (acceptance.why().isEmpty() ? "" : ": " + acceptance.why());
  }

  /** What happened in one line; nothing where all went well, or nothing was to be run. */
  static Optional<String> detail(Observation observed) {
    return observed.outcome() == Observation.Outcome.OK || observed.detail().isEmpty()
        ? Optional.empty()
        : Optional.of(observed.detail());
  }

  /** A path with the user's home folder as a tilde. */
  static String path(String path) {
    String home =
        UserCache.home(System.getProperties(), System.getenv()).map(Path::toString).orElse("/");
    return home.length() > 1 && path.startsWith(home + "/")
        ? "~" + path.substring(home.length())
        : path;
  }

  /** A text that is too long without its middle. */
  static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int head = (most - 1) / 2;
    int tail = text.length() - (most - 1 - head);
    // No half of a character is left on either side.
    head -= Character.isHighSurrogate(text.charAt(head - 1)) ? 1 : 0;
    tail += Character.isLowSurrogate(text.charAt(tail)) ? 1 : 0;
    return text.substring(0, head) + "…" + text.substring(tail);
  }

  /** {@code 1 wheel}, {@code 3 wheels}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Names one after another, the rest of a long list as a number. */
  static String list(List<String> names, int most) {
    if (names.size() <= most) {
      return String.join(", ", names);
    }
    return String.join(", ", names.subList(0, most)) + " and " + (names.size() - most) + " more";
  }
}
