package io.abiwarden.core.evidence;

import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.image.NeededSymbol;
import io.abiwarden.core.python.KnownNames;
import io.abiwarden.core.python.PythonDll;
import io.abiwarden.core.python.PythonDylib;
import io.abiwarden.core.python.StableAbi;
import java.util.List;

/**
 * The names of Python's that an image cannot be linked without, and what they say.
 *
 * @param names the names in the file's order, weak ones left out
 * @param outsideStableAbi those that are in no Stable ABI; what a DLL is asked for by its number is
 *     in none
 * @param freeThreadedOnly those that only free-threaded builds export
 * @param gilOnly those that only code compiled for GIL builds uses
 * @param debugOnly those that only debug builds export
 * @param minimumMinor the minor version of Python 3 that has all of its Stable ABI names; 2 at
 *     least
 */
public record Needs(
    List<String> names,
    List<String> outsideStableAbi,
    List<String> freeThreadedOnly,
    List<String> gilOnly,
    List<String> debugOnly,
    int minimumMinor) {

  /** Copies the lists. */
  public Needs {
    names = List.copyOf(names);
    outsideStableAbi = List.copyOf(outsideStableAbi);
    freeThreadedOnly = List.copyOf(freeThreadedOnly);
    gilOnly = List.copyOf(gilOnly);
    debugOnly = List.copyOf(debugOnly);
  }

  /** Reads an image's needs. */
  public static Needs of(Image image) {
    List<String> names =
        image.needs().stream()
            .filter(need -> !need.weak() && mayBePythons(image.format(), need))
            .map(NeededSymbol::name)
            .filter(
                name ->
                    KnownNames.isPythons(name)
                        || KnownNames.looksLikePythons(name)
                        || isOrdinal(image.format(), name))
            .distinct()
            .toList();
    return new Needs(
        names,
        names.stream()
            .filter(
                name ->
                    (KnownNames.isPythons(name) && StableAbi.symbol(name).isEmpty())
                        || isOrdinal(image.format(), name))
            .toList(),
        names.stream().filter(KnownNames::freeThreadedOnly).toList(),
        names.stream().filter(KnownNames.GIL_MARKER::equals).toList(),
        names.stream().filter(KnownNames::debugOnly).toList(),
        StableAbi.minimum(names));
  }

  /** Whether a DLL is asked for a number: those of a Python's mean another thing in every build. */
  private static boolean isOrdinal(ImageFormat format, String name) {
    return format == ImageFormat.PE && name.indexOf('#') >= 0;
  }

  /**
   * Whether Python may be what supplies a symbol. Where a file names the library that each symbol
   * comes from, one that looks like Python's may be a sibling's ({@code shiboken6.abi3.dll}).
   */
  public static boolean mayBePythons(ImageFormat format, NeededSymbol need) {
    return switch (format) {
      case ELF -> true;
      case PE -> need.library().flatMap(PythonDll::of).isPresent();
      case MACHO -> need.library().map(PythonDylib::isOne).orElse(true);
    };
  }

  /** Whether nothing in the names contradicts the Stable ABI. */
  public boolean stable() {
    return outsideStableAbi.isEmpty() && debugOnly.isEmpty();
  }

  /** Whether a name is needed. */
  public boolean has(String name) {
    return names.contains(name);
  }
}
