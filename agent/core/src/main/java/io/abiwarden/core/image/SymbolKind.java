package io.abiwarden.core.image;

/** What kind of thing a symbol names. */
public enum SymbolKind {
  FUNCTION,
  /** A function that is chosen at load time by a resolver (ELF's {@code STT_GNU_IFUNC}). */
  INDIRECT_FUNCTION,
  DATA,
  THREAD_LOCAL,
  /** The file does not say, as is usual for undefined symbols. */
  UNKNOWN
}
