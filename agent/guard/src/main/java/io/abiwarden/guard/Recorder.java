package io.abiwarden.guard;

import java.util.function.Consumer;

/** Makes events of the JDK Flight Recorder, where this JVM has it. */
@FunctionalInterface
interface Recorder {

  /** Begins an event; what it returns ends it. */
  Consumer<ImportDecision> begin();

  /** The one of this JVM: a runtime image may be without {@code jdk.jfr}. */
  static Recorder find() {
    return ModuleLayer.boot().findModule("jdk.jfr").isPresent()
        ? ImportDecisionEvent::started
        : () -> _ -> {};
  }
}
