package io.abiwarden.core.link;

import io.abiwarden.core.evidence.Needs;
import io.abiwarden.core.image.ExportedSymbol;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.image.NeededSymbol;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.KnownNames;
import io.abiwarden.core.python.PythonDll;
import io.abiwarden.core.python.StableAbi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Links an extension on paper to an interpreter that is known from data alone. Only names of
 * Python's are looked at, since no machine's libraries are there.
 */
public final class KnownLinker {

  private KnownLinker() {}

  /**
   * Links one extension.
   *
   * @param image the extension
   * @param file its path, for messages
   * @param python an interpreter whose exported names are known from data
   * @param siblings the libraries it brings along, of which some supply names of the same look
   * @return the names of Python's that are missing, and the Python DLLs that are not this one's
   */
  public static Linkage link(
      Image image, String file, InterpreterFacts python, List<Image> siblings) {
    Set<String> supplied =
        siblings.stream()
            .flatMap(sibling -> sibling.exports().stream())
            .map(ExportedSymbol::name)
            .collect(Collectors.toSet());
    List<Linkage.Missing> missing = new ArrayList<>();
    for (NeededSymbol need : image.needs()) {
      if (!need.weak()
          && Needs.mayBePythons(image.format(), need)
          && KnownNames.isPythons(need.name())
          && !(exports(python, image.format(), need) && isPromised(python, need))
          && !supplied.contains(need.name())) {
        missing.add(new Linkage.Missing(need.name(), file));
      }
    }
    boolean complete = fromOtherWheels(image, siblings).isEmpty();
    if (!complete) {
      missing.removeIf(
          name ->
              StableAbi.symbol(name.name()).isEmpty() && !KnownNames.freeThreadedOnly(name.name()));
    }
    return new Linkage(missing, foreignPythons(image, file, python), List.of(), siblings, complete);
  }

  private static List<String> fromOtherWheels(Image image, List<Image> siblings) {
    return image.format() != ImageFormat.ELF
        ? List.of()
        : image.libraries().stream()
            .filter(KnownLinker::suppliesPythons)
            .filter(
                library ->
                    siblings.stream()
                        .noneMatch(sibling -> sibling.soname().equals(Optional.of(library))))
            .toList();
  }

  /**
   * Whether a library that extensions link to may define names of Python's itself, as far as its
   * name tells: {@code libshiboken6.abi3.so.6.12}, which lies in a wheel of its own.
   */
  public static boolean suppliesPythons(String library) {
    return library.contains(".abi3.");
  }

  /**
   * Whether a DLL that every version of Python has can supply a name: {@code python3.dll} exports
   * the Stable ABI alone (CPython's {@code PC/python3dll.c}).
   */
  private static boolean isPromised(InterpreterFacts python, NeededSymbol need) {
    return need.library()
            .flatMap(PythonDll::of)
            .filter(dll -> dll.kind() == PythonDll.Kind.STABLE)
            .isEmpty()
        || StableAbi.symbol(need.name())
            .filter(symbol -> python.version().atLeast(symbol.added()))
            .isPresent();
  }

  /** Whether a DLL is a Python's, and neither this one's nor another's of its folder. */
  private static boolean isForeign(PythonDll dll, InterpreterFacts python) {
    return !dll.mayServe(python) && !dll.isOfOtherKind(python);
  }

  /** Windows's builds refuse a file that needs another version's DLL, or do not find it. */
  private static List<Linkage.MissingLibrary> foreignPythons(
      Image image, String file, InterpreterFacts python) {
    return image.format() != ImageFormat.PE
        ? List.of()
        : image.libraries().stream()
            .filter(
                library -> PythonDll.of(library).filter(dll -> isForeign(dll, python)).isPresent())
            .map(library -> new Linkage.MissingLibrary(library, file))
            .toList();
  }

  /** Whether an interpreter exports a name on the system that a format is of. */
  private static boolean exports(InterpreterFacts python, ImageFormat format, NeededSymbol need) {
    Optional<StableAbi.Symbol> stable = StableAbi.symbol(need.name());
    if (format == ImageFormat.PE && stable.flatMap(StableAbi.Symbol::condition).isPresent()) {
      return stable.get().onWindows() && python.version().atLeast(stable.get().added());
    }
    // Where the other kind's DLL is found at all, its names are, too.
    boolean fromOther =
        format == ImageFormat.PE
            && need.library()
                .flatMap(PythonDll::of)
                .filter(dll -> dll.isOfOtherKind(python))
                .isPresent();
    String minor = python.version().minorText();
    return KnownNames.exportedBy(need.name())
        .contains(fromOther ? minor + (python.freeThreaded() ? "" : "t") : python.shortName());
  }
}
