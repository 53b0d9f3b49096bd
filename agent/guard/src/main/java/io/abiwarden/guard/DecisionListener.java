package io.abiwarden.guard;

/** Hears of decisions. */
@FunctionalInterface
public interface DecisionListener {

  /**
   * Is told of a decision, in the order in which they were made, by a thread of the guard's own and
   * never by the one that imports: it may log, wait, or use Python. Meanwhile the import goes on.
   * What it throws is logged.
   *
   * @param decision the decision
   */
  void decided(ImportDecision decision);
}
