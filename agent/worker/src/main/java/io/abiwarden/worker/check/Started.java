package io.abiwarden.worker.check;

import java.util.concurrent.atomic.AtomicBoolean;

/** Says once that code is about to be run. Safe for several threads. */
final class Started {

  private final CheckListener listener;
  private final int artifacts;
  private final AtomicBoolean said = new AtomicBoolean();

  Started(CheckListener listener, int artifacts) {
    this.listener = listener;
    this.artifacts = artifacts;
  }

  void say() {
    if (said.compareAndSet(false, true)) {
      listener.running(artifacts);
    }
  }
}
