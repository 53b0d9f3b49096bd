package io.abiwarden.core.code;

/** What is known of a register or a word while code is followed on paper. */
public sealed interface Value {

  /**
   * A number, or an address of the image.
   *
   * @param bits its 64 bits
   */
  record Known(long bits) implements Value {}

  /**
   * The address of a symbol that another library supplies.
   *
   * @param symbol its name
   * @param addend what is added to its address
   */
  record Symbol(String symbol, long addend) implements Value {}

  /**
   * What a call returned; not NULL on the path where the call is taken to have succeeded.
   *
   * @param call the index of the call in {@link Path#calls()}
   */
  record Result(int call) implements Value {}

  /** Anything. */
  record Unknown() implements Value {}
}
