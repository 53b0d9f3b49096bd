package io.abiwarden.worker.telling;

import io.abiwarden.worker.protocol.PythonError;
import java.util.List;
import java.util.Optional;

/**
 * What an entry function returned, and what it is held against.
 *
 * @param module the module's name
 * @param address what it returned; 0 for NULL
 * @param export whether it is a {@code PyModExport} function, which returns slots
 * @param definitionType where {@code PyModuleDef_Type} is
 * @param moduleType where {@code PyModule_Type} is
 */
public record Returned(
    String module, long address, boolean export, long definitionType, long moduleType) {

  static Returned of(Telling told) {
    return new Returned(
        told.text(1),
        told.address(2).orElse(0),
        told.text(3).equals("PY_MOD_EXPORT"),
        told.address(4).orElse(0),
        told.address(5).orElse(0));
  }

  /** The exception that CPython raises of it, in its words. */
  public PythonError systemError(String what) {
    return new PythonError(
        "SystemError",
        (export
                ? "module export hook for module '" + module + "' "
                : "initialization of " + module + " ")
            + what,
        List.of(),
        List.of(),
        Optional.empty(),
        false);
  }

  /** The same of what is no object of this interpreter. */
  PythonError uninitialized() {
    return new PythonError(
        "SystemError",
        "init function of " + module + " returned uninitialized object",
        List.of(),
        List.of(),
        Optional.empty(),
        false);
  }
}
