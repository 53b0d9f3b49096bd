package io.abiwarden.worker.telling;

/**
 * What an entry function returned that was called by ctypes.
 *
 * @param module the module's name
 * @param address what it returned; 0 for NULL
 * @param export whether it is a {@code PyModExport} function, which returns slots
 * @param definitionType where {@code PyModuleDef_Type} is
 * @param moduleType where {@code PyModule_Type} is
 */
record Returned(String module, long address, boolean export, long definitionType, long moduleType) {

  static Returned of(Telling told) {
    return new Returned(
        told.text(1),
        told.address(2).orElse(0),
        told.text(3).equals("PY_MOD_EXPORT"),
        told.address(4).orElse(0),
        told.address(5).orElse(0));
  }
}
