package io.abiwarden.core.image;

/** The object file formats that extensions come in. */
public enum ImageFormat {
  /** Linux and most other systems. */
  ELF,
  /** macOS. */
  MACHO,
  /** Windows. */
  PE
}
