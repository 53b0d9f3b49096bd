package io.abiwarden.junit;

import io.abiwarden.Abiwarden;
import io.abiwarden.core.wheel.Host;
import io.abiwarden.worker.check.Machine;
import io.abiwarden.worker.python.Interpreters;

/** What is looked for once in a run of tests: this machine's interpreters, and what it is. */
final class ThisMachine {

  private ThisMachine() {}

  private static final class Found {
    static final Interpreters PYTHONS = Abiwarden.pythons();
    static final Host HOST = Machine.host();
  }

  static Interpreters pythons() {
    return Found.PYTHONS;
  }

  static Host host() {
    return Found.HOST;
  }
}
