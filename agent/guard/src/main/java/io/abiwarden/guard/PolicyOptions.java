package io.abiwarden.guard;

import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.KnownInterpreters;
import io.abiwarden.guard.GuardPolicy.Mode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The options of the agent as text. */
final class PolicyOptions {

  private static final String KEYS = "policy, report, target, accept, deny, unknown";

  private PolicyOptions() {}

  static GuardPolicy parse(String options) {
    GuardPolicy policy = GuardPolicy.of(Mode.WARN);
    Set<String> seen = new HashSet<>();
    String key = "";
    for (String piece : options.split(",", -1)) {
      if (piece.isBlank()) {
        continue;
      }
      int equals = piece.indexOf('=');
      if (equals >= 0) {
        key = piece.substring(0, equals).strip();
        if (!seen.add(key)) {
          throw new IllegalArgumentException("option \"" + key + "\" is given twice");
        }
      } else if (!key.equals("accept") && !key.equals("deny")) {
        throw new IllegalArgumentException(
            "\"" + piece.strip() + "\" is no option: write KEY=VALUE, with a key of " + KEYS);
      }
      policy = with(policy, key, piece.substring(equals + 1).strip());
    }
    return policy;
  }

  static Mode modeIn(String options) {
    for (String piece : options.split(",", -1)) {
      for (Mode mode : Mode.values()) {
        if (piece.strip().equals("policy=" + mode.word())) {
          return mode;
        }
      }
    }
    return Mode.WARN;
  }

  private static GuardPolicy with(GuardPolicy policy, String key, String value) {
    return switch (key) {
      case "policy" -> policy.with(mode(value));
      case "report" -> policy.withReport(file(value));
      case "target" -> policy.withTarget(target(value));
      case "accept" -> policy.accepting(value);
      case "deny" -> policy.denying(value);
      case "unknown" -> unknown(policy, value);
      default ->
          throw new IllegalArgumentException(
              "there is no option \"" + key + "\": write one of " + KEYS);
    };
  }

  private static Mode mode(String value) {
    for (Mode mode : Mode.values()) {
      if (mode.word().equals(value)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "policy \"" + value + "\" is none: write observe, warn or enforce");
  }

  private static Path file(String value) {
    try {
      if (!value.isEmpty()) {
        return Path.of(value);
      }
    } catch (InvalidPathException e) {
      // Told below, like an empty one.
    }
    throw new IllegalArgumentException("report \"" + value + "\" is no file name");
  }

  /** The text of a target, if there is such a Python. */
  static String target(String value) {
    Set<String> known =
        KnownInterpreters.all("").stream()
            .map(InterpreterFacts::shortName)
            .collect(Collectors.toSet());
    if (known.contains(value)) {
      return value;
    }
    throw new IllegalArgumentException(
        "target \""
            + value
            + "\" is not known: write one of "
            + KnownInterpreters.all("").stream()
                .map(InterpreterFacts::shortName)
                .collect(Collectors.joining(", ")));
  }

  private static GuardPolicy unknown(GuardPolicy policy, String value) {
    if (!Arrays.asList("allow", "deny").contains(value)) {
      throw new IllegalArgumentException("unknown \"" + value + "\": write allow or deny");
    }
    return value.equals("deny") ? policy.denyingUnknown() : policy;
  }
}
