package io.abiwarden.examples.ffm;

import io.abiwarden.ffi.HookException;
import io.abiwarden.guard.Guard;
import io.abiwarden.guard.GuardPolicy;
import java.util.Arrays;

/**
 * A program that opens a libpython by java.lang.foreign alone: it imports what it is told to, and
 * computes something with NumPy, whatever came of the imports.
 *
 * <pre>
 * PYTHONPATH=SITE[:SITE…] java [-Dguard=OPTIONS|off] … io.abiwarden.examples.ffm.FfmHost LIBPYTHON [MODULE…]
 * </pre>
 *
 * <p>SITE is a folder with installed packages, MODULE what to import from there. It installs the
 * guard itself, before Python is initialised; OPTIONS are those of the agent, and {@code
 * policy=enforce} where none are given.
 */
public final class FfmHost {

  private FfmHost() {}

  /** Imports, computes, and says what happened, a line each. */
  public static void main(String[] arguments) throws HookException {
    if (arguments.length == 0) {
      System.err.println("usage: FfmHost LIBPYTHON [MODULE...]");
      System.exit(2);
    }
    Python python = Python.open(arguments[0]);
    String policy = System.getProperty("guard", "policy=enforce");
    if (!policy.equals("off")) {
      Guard.install(GuardPolicy.parse(policy));
    }
    python.initialize();
    for (String module : Arrays.copyOfRange(arguments, 1, arguments.length)) {
      System.out.println(module + ": " + python.tryToImport(module));
    }
    boolean computed =
        python.run(
            """
            import numpy
            print("numpy", numpy.__version__, "says", numpy.arange(1000).sum())
            """);
    python.end();
    System.exit(computed ? 0 : 1);
  }
}
