package io.abiwarden.core.evidence;

/** How a module is initialised. */
public enum Phase {
  /** The entry function makes the module itself. */
  SINGLE("single"),
  /** The entry function returns a {@code PyModuleDef} (PEP 489). */
  MULTI("multi"),
  /** {@code PyModExport_} returns slots (PEP 793). */
  EXPORT("export"),
  /** What was read does not tell. */
  UNKNOWN("unknown");

  private final String word;

  Phase(String word) {
    this.word = word;
  }

  /** The word used in reports. */
  public String word() {
    return word;
  }
}
