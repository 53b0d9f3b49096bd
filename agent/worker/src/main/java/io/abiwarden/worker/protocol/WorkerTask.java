package io.abiwarden.worker.protocol;

import io.abiwarden.core.image.EntryFunction;

/** What a worker is to do with the file. A process does one of them, once. */
public sealed interface WorkerTask {

  /**
   * Opens the file, looks the entry function up, and calls it if that is safe; then reads what it
   * returned.
   *
   * @param symbol the entry function's exported name
   * @param style which kind it is, which decides what it returns
   * @param call whether to call it; without, the worker stops after opening and looking up
   */
  record Probe(String symbol, EntryFunction.Style style, boolean call) implements WorkerTask {}

  /**
   * Lets the interpreter import the module.
   *
   * @param byPath load the very file, whatever its name and whatever stands before it; without, the
   *     module is looked for by its name, as users do
   * @param parents import the packages around it first, with a stand-in for each that fails;
   *     without, every parent is a stand-in. Not looked at with {@code byPath}
   * @param statement Python code to run after the import; empty for none
   */
  record Import(boolean byPath, boolean parents, String statement) implements WorkerTask {

    /** An import with nothing after it. */
    public Import(boolean byPath, boolean parents) {
      this(byPath, parents, "");
    }
  }

  /**
   * Lets the interpreter import the module in a subinterpreter, the packages around it first.
   *
   * @param byPath load the very file
   * @param ownGil whether the subinterpreter has a GIL of its own (PEP 684), or shares the main
   *     one's
   */
  record Subinterpreter(boolean byPath, boolean ownGil) implements WorkerTask {}
}
