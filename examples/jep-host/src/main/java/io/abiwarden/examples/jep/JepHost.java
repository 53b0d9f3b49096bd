package io.abiwarden.examples.jep;

import java.util.Arrays;
import jep.Interpreter;
import jep.JepConfig;
import jep.JepException;
import jep.SharedInterpreter;
import jep.SubInterpreter;

/**
 * A program that runs Python by Jep: it imports what it is told to, and computes something with
 * NumPy, whatever came of the imports.
 *
 * <pre>
 * PYTHONPATH=SITE[:SITE…] java … io.abiwarden.examples.jep.JepHost [--isolated] [MODULE…]
 * </pre>
 *
 * <p>SITE is a folder with installed packages, Jep's own among them, and MODULE what to import from
 * there; with {@code --isolated} in a subinterpreter. It knows nothing of abiwarden: the guard is
 * given to {@code java} by {@code -javaagent}.
 */
public final class JepHost {

  private JepHost() {}

  /** Imports, computes, and says what happened, a line each. */
  public static void main(String[] arguments) {
    boolean isolated = Arrays.asList(arguments).contains("--isolated");
    try (Interpreter python = isolated ? isolated() : new SharedInterpreter()) {
      for (String module : arguments) {
        if (!module.startsWith("--")) {
          tryToImport(python, module);
        }
      }
      python.exec("import numpy");
      String version = python.getValue("numpy.__version__", String.class);
      Long sum = python.getValue("int(numpy.arange(1000).sum())", Long.class);
      System.out.println("numpy " + version + " says " + sum);
    }
  }

  /** A subinterpreter with modules of its own, but for NumPy, which can be there only once. */
  private static Interpreter isolated() {
    return new SubInterpreter(new JepConfig().addSharedModules("numpy"));
  }

  private static void tryToImport(Interpreter python, String module) {
    try {
      python.exec("import " + module);
      System.out.println(module + ": imported");
    } catch (JepException e) {
      System.out.println(module + ": " + e.getMessage());
    }
  }
}
