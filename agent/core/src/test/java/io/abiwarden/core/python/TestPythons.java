package io.abiwarden.core.python;

import java.util.Optional;

/** Interpreters by their short names: {@code 3.9} to {@code 3.15t}, with a {@code d} for debug. */
public final class TestPythons {

  private TestPythons() {}

  /** The facts of an x86-64 Linux build, its libpython not looked at. */
  public static InterpreterFacts of(String name) {
    boolean debug = name.endsWith("d");
    String kind = debug ? name.substring(0, name.length() - 1) : name;
    boolean freeThreaded = kind.endsWith("t");
    int minor =
        Integer.parseInt(kind.substring("3.".length(), kind.length() - (freeThreaded ? 1 : 0)));
    PythonVersion version = PythonVersion.of(3, minor, 7);
    return new InterpreterFacts(
        version.text() + (freeThreaded ? "t" : ""),
        version,
        freeThreaded,
        debug,
        "linux_x86_64",
        Optional.empty(),
        Suffixes.of(version, freeThreaded, debug, "x86_64-linux-gnu"),
        Optional.empty());
  }
}
