package io.abiwarden.core.image;

import io.abiwarden.core.image.EntryFunction.Style;
import java.util.Optional;

/** Tells entry functions by their names (PEP 489, PEP 793; CPython's {@code Python/importdl.c}). */
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
}
