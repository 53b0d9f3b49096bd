package io.abiwarden.core.code;

import java.util.Set;

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

  /**
   * The 8 bytes at one of the two places where the header of an object of Python's may have its
   * type: where they are depends on whether the interpreter has a GIL.
   *
   * @param symbol the name of the object, one of Python's static types
   * @param offset 8, where GIL builds have the type, or 24, where free-threaded ones have it
   */
  record Header(String symbol, long offset) implements Value {

    /** Where the type of an object is in GIL builds. */
    public static final long GIL = 8;

    /** Where it is in free-threaded builds. */
    public static final long FREE_THREADED = 24;

    /** The type of every static type of Python's. */
    static final Symbol TYPE = new Symbol("PyType_Type", 0);

    /** Static types of the Stable ABI, all of which are of type {@code type}. */
    private static final Set<String> TYPES =
        Set.of(
            "PyBaseObject_Type",
            "PyBool_Type",
            "PyBytes_Type",
            "PyDict_Type",
            "PyFloat_Type",
            "PyList_Type",
            "PyLong_Type",
            "PyModule_Type",
            "PyTuple_Type",
            "PyType_Type",
            "PyUnicode_Type");

    /** Whether a symbol is one of Python's static types that are known. */
    static boolean isType(Symbol symbol) {
      return TYPES.contains(symbol.symbol());
    }
  }

  /** Anything. */
  record Unknown() implements Value {}
}
