package io.abiwarden.core.image;

/**
 * An entry function of an extension: what the import machinery calls by name.
 *
 * @param symbol the exported name ({@code PyInit__json}, {@code PyModExport_foo}, {@code
 *     PyInitU_f_1gaa})
 * @param module the last component of the module's name, decoded ({@code föö}); a '-' of the
 *     module's name cannot be told from '_'
 * @param style which of the two hooks it is
 * @param address its address in the linked image, or {@link #ELSEWHERE}
 */
public record EntryFunction(String symbol, String module, Style style, long address) {

  /** The address of a function that another library has: the file only forwards its name. */
  public static final long ELSEWHERE = 0;

  /** Whether the file only forwards the name to another library, whose code was not read. */
  public boolean isElsewhere() {
    return address == ELSEWHERE;
  }

  /**
   * The symbol that Python looks for.
   *
   * @param style which of the two hooks
   * @param module the last component of the module's dotted name
   */
  public static String symbol(Style style, String module) {
    return EntryNames.symbol(style, module);
  }

  /** The two kinds of entry function (PEP 489 and PEP 793). */
  public enum Style {
    /** {@code PyInit_}: returns a module or a {@code PyModuleDef}. */
    PY_INIT("PyInit"),
    /** {@code PyModExport_}: returns an array of {@code PySlot}, from Python 3.15 on. */
    PY_MOD_EXPORT("PyModExport");

    private final String word;

    Style(String word) {
      this.word = word;
    }

    /** The word used in reports. */
    public String word() {
      return word;
    }
  }
}
