package io.abiwarden.guard;

import io.abiwarden.core.judge.Rule;
import java.util.Optional;

/**
 * A rule, for all modules or for some: {@code AW206} or {@code AW206:pkg}.
 *
 * @param rule the rule
 * @param module a module's full name, which stands for all modules below it as well; empty for all
 */
public record PolicyRule(Rule rule, Optional<String> module) {

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with one line that says what is wrong
   */
  public static PolicyRule parse(String text) {
    int colon = text.indexOf(':');
    String id = colon < 0 ? text : text.substring(0, colon);
    String module = colon < 0 ? "" : text.substring(colon + 1);
    if (colon >= 0 && module.isEmpty()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" names no module after the colon: write " + id + ":MODULE, or " + id);
    }
    for (Rule rule : Rule.values()) {
      if (rule.id().equals(id)) {
        return new PolicyRule(rule, module.isEmpty() ? Optional.empty() : Optional.of(module));
      }
    }
    throw new IllegalArgumentException(
        "\"" + id + "\" is no rule: write one such as AW201 or AW301, or AW201:MODULE");
  }

  /** Whether it is about a rule's finding in a module. */
  boolean covers(Rule found, String in) {
    return rule == found
        && (module.isEmpty() || in.equals(module.get()) || in.startsWith(module.get() + "."));
  }

  /** {@code AW206:pkg}. */
  @Override
  public String toString() {
    return rule.id() + module.map(name -> ":" + name).orElse("");
  }
}
