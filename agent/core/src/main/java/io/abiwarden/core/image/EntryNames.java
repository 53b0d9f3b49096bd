package io.abiwarden.core.image;

import io.abiwarden.core.image.EntryFunction.Style;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The names of entry functions (PEP 489, PEP 793; CPython's {@code Python/importdl.c}). */
final class EntryNames {

  /** What all of their names start with. */
  static final String COMMON = "Py";

  private static final String INIT = "PyInit_";
  private static final String INIT_ENCODED = "PyInitU_";
  private static final String EXPORT = "PyModExport_";
  private static final String EXPORT_ENCODED = "PyModExportU_";

  private EntryNames() {}

  /** The entry function of a symbol, if its name is that of one. */
  static Optional<EntryFunction> entry(String symbol, long address) {
    return plain(symbol, INIT, Style.PY_INIT, address)
        .or(() -> plain(symbol, EXPORT, Style.PY_MOD_EXPORT, address))
        .or(() -> encoded(symbol, INIT_ENCODED, Style.PY_INIT, address))
        .or(() -> encoded(symbol, EXPORT_ENCODED, Style.PY_MOD_EXPORT, address));
  }

  private static Optional<EntryFunction> plain(
      String symbol, String prefix, Style style, long address) {
    return symbol.startsWith(prefix) && symbol.length() > prefix.length()
        ? Optional.of(new EntryFunction(symbol, symbol.substring(prefix.length()), style, address))
        : Optional.empty();
  }

  private static Optional<EntryFunction> encoded(
      String symbol, String prefix, Style style, long address) {
    return plain(symbol, prefix, style, address)
        .map(
            entry ->
                new EntryFunction(
                    symbol,
                    // '-' is no letter of a C name: CPython writes '_' for it.
                    Punycode.decode(entry.module(), '_').orElse(entry.module()),
                    style,
                    address));
  }

  /** What CPython's buffer for the name holds (CPython's {@code Python/importdl.c}). */
  private static final int MAX_NAME = 200;

  /** The symbol that Python looks for; CPython writes '_' for '-'. */
  static String symbol(Style style, String module) {
    boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(module);
    String name = (ascii ? module : Punycode.encode(module)).replace('-', '_');
    String cut = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
    return style.word() + (ascii ? "_" : "U_") + cut;
  }
}
