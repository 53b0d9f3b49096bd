package io.abiwarden.core.evidence;

import io.abiwarden.core.code.Effort;
import io.abiwarden.core.code.EntryTracer;
import io.abiwarden.core.code.Path;
import io.abiwarden.core.code.Startup;
import io.abiwarden.core.code.Value;
import io.abiwarden.core.image.EntryFunction;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.SymbolKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The ways through the code that an entry's name leads to. */
final class EntryPaths {

  private EntryPaths() {}

  static List<Path> of(Image image, Startup startup, EntryFunction entry, Effort effort) {
    if (!image.isCode(entry.address())) {
      return List.of();
    }
    List<Path> paths = EntryTracer.trace(image, startup, entry.address(), Map.of(), effort);
    return isResolver(image, entry) ? chosen(image, startup, paths, effort) : paths;
  }

  /** An {@code STT_GNU_IFUNC} symbol names a function that returns the one to call. */
  private static boolean isResolver(Image image, EntryFunction entry) {
    return image.exports().stream()
        .anyMatch(
            symbol ->
                symbol.name().equals(entry.symbol())
                    && symbol.kind() == SymbolKind.INDIRECT_FUNCTION);
  }

  private static List<Path> chosen(Image image, Startup startup, List<Path> paths, Effort effort) {
    Set<Value> returned = paths.stream().map(Path::returned).collect(Collectors.toSet());
    return returned.size() == 1
            && returned.iterator().next() instanceof Value.Known(long address)
            && image.isCode(address)
        ? EntryTracer.trace(image, startup, address, Map.of(), effort)
        : List.of();
  }
}
