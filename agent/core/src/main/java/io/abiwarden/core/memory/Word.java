package io.abiwarden.core.memory;

/** A pointer-sized word of {@link Memory}. */
public sealed interface Word {

  /**
   * A number, or an address inside the same memory, relocations applied.
   *
   * @param value the number; 32-bit words are zero-extended
   */
  record Value(long value) implements Word {}

  /**
   * The address of a symbol that another library supplies, which only a linked process knows.
   *
   * @param symbol the symbol's name
   * @param addend what is added to its address
   */
  record Import(String symbol, long addend) implements Word {}

  /** The word lies outside of everything that can be read. */
  record Unreadable() implements Word {}
}
