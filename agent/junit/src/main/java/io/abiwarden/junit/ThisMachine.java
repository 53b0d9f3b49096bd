package io.abiwarden.junit;

import io.abiwarden.Abiwarden;
import io.abiwarden.core.wheel.Host;
import io.abiwarden.worker.check.Machine;
import io.abiwarden.worker.python.Interpreters;
import java.util.function.Supplier;

/** What is looked for once in a run of tests: this machine's interpreters, and what it is. */
final class ThisMachine {

  private ThisMachine() {}

  private static final class Found {
    static final Interpreters PYTHONS = undisturbed(Abiwarden::pythons);
    static final Host HOST = Machine.host();
  }

  /**
   * Does what all tests rely on as if nobody interrupted the one that is first to want it: files
   * cannot be read, nor commands be waited for, by a thread that is interrupted.
   */
  static <T> T undisturbed(Supplier<T> work) {
    T done = work.get();
    if (!Thread.interrupted()) {
      return done;
    }
    try {
      return work.get();
    } finally {
      Thread.currentThread().interrupt();
    }
  }

  static Interpreters pythons() {
    return Found.PYTHONS;
  }

  static Host host() {
    return Found.HOST;
  }
}
