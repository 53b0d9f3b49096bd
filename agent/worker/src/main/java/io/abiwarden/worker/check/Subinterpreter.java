package io.abiwarden.worker.check;

import io.abiwarden.core.judge.Observation;

/**
 * What became of an extension in a subinterpreter.
 *
 * @param ownGil whether that had a GIL of its own (PEP 684), or shared the main interpreter's
 * @param outcome how the import ended there
 * @param detail the same in one line
 */
public record Subinterpreter(boolean ownGil, Observation.Outcome outcome, String detail) {

  /** {@code own-gil} or {@code shared-gil}. */
  public String kind() {
    return ownGil ? "own-gil" : "shared-gil";
  }
}
