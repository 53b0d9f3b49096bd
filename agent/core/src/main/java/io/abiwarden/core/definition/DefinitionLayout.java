package io.abiwarden.core.definition;

/** How a {@code PyModuleDef} is laid out, which follows from the build it was compiled for. */
public enum DefinitionLayout {
  /** The 104-byte form (64-bit) of builds with a GIL. */
  GIL("gil"),
  /** The 120-byte form (64-bit) of free-threaded builds. */
  FREE_THREADED("free-threaded"),
  /** No {@code PyModuleDef} at all: a slot array that fits every build (PEP 793). */
  OPAQUE("opaque"),
  /** What was read does not tell. */
  UNKNOWN("unknown");

  private final String word;

  DefinitionLayout(String word) {
    this.word = word;
  }

  /** The word used in reports. */
  public String word() {
    return word;
  }
}
