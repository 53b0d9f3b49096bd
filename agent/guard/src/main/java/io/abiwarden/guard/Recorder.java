package io.abiwarden.guard;

import jdk.jfr.FlightRecorder;

/**
 * Makes events of the JDK Flight Recorder, where this JVM has it and somebody records: the first
 * event of a class starts the recorder, which takes longer than many an import.
 */
final class Recorder {

  /** A runtime image may be without it. */
  private final boolean present = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  /** Tells of a decision that has just been made. */
  void record(ImportDecision decision) {
    if (isRecording()) {
      ImportDecisionEvent.commit(decision);
    }
  }

  /** Looks, and tells nothing. */
  void rehearse() {
    var _ = isRecording();
  }

  private boolean isRecording() {
    return present && FlightRecorder.isInitialized();
  }
}
