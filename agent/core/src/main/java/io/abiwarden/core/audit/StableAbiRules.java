package io.abiwarden.core.audit;

import io.abiwarden.core.code.ApiVersions;
import io.abiwarden.core.definition.AbiInfo;
import io.abiwarden.core.evidence.Phase;
import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Text;
import io.abiwarden.core.link.KnownLinker;
import io.abiwarden.core.python.KnownInterpreters;
import io.abiwarden.core.python.KnownNames;
import io.abiwarden.core.python.PythonDll;
import io.abiwarden.core.python.StableAbi;
import io.abiwarden.core.wheel.ExtensionName.Abi;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Whether what promises the Stable ABI was built for it: AW101 (its symbols), AW102 (their
 * versions) and AW110 (other signs). Names count that must come from Python, whatever file of the
 * artifact needs them.
 */
final class StableAbiRules {

  /** Pythons before 3.15 do not look for PyModExport_. */
  private static final int EXPORTS_SINCE = 15;

  private final Promise promise;
  private final Siblings siblings;
  private final Found found;

  StableAbiRules(Promise promise, Siblings siblings, Found found) {
    this.promise = promise;
    this.siblings = siblings;
    this.found = found;
  }

  void apply(ReadImage image) {
    if (!promise.stable() || !image.isPythons() || !claimsStable(image)) {
      return;
    }
    outside(image);
    ownNames(image);
    minimum(image);
    otherSigns(image);
  }

  /** Building it for what is promised. */
  private Fix stable(ReadImage image) {
    return promise.abi3t()
        ? new Fix.BuildBoth(image.exports())
        : new Fix.BuildStable(promise.stableMinimum().orElse(KnownInterpreters.OLDEST));
  }

  /** Promising what it needs; abi3t is promised of 3.15 and newer, whatever else it needs. */
  private Fix raised(ReadImage image, int needed, int promised) {
    return promise.abi3t() && needed <= EXPORTS_SINCE
        ? new Fix.BuildBoth(image.exports())
        : new Fix.Raise(needed, promised);
  }

  /** A suffix of one version claims less than the wheel's tag, which is AW104's matter. */
  private static boolean claimsStable(ReadImage image) {
    Abi abi = image.name().map(name -> name.abi()).orElse(Abi.NONE);
    return abi == Abi.ABI3 || abi == Abi.ABI3T || abi == Abi.NONE;
  }

  private void outside(ReadImage image) {
    List<String> names =
        siblings.notSupplied(
            image,
            image.needs().names().stream()
                .filter(KnownNames::isPythons)
                .filter(name -> isOutside(name, image.format()))
                .toList());
    if (names.isEmpty()) {
      return;
    }
    List<String> elsewhere = foreignLibraries(image);
    boolean certain = elsewhere.isEmpty() || names.stream().anyMatch(KnownNames::debugOnly);
    found.add(
        image.file(),
        Rule.AW101,
        certain ? Level.ERROR : Level.WARNING,
        image.fileName()
            + " is promised as "
            + promise.stableText()
            + ", but needs "
            + Text.names(names)
            + " of Python, which "
            + (names.size() == 1 ? "is" : "are")
            + " in no Stable ABI"
            + (certain
                ? "."
                : ", unless " + Text.names(elsewhere) + " of another wheel supplies it."),
        image.help(
            stable(image),
            "It was built for one version of Python: define Py_LIMITED_API (for every source file)"
                + " and mend what no longer compiles, or tag the wheel for that version alone."),
        names);
  }

  /** Not in the Stable ABI at all, or not on the system that the file is for. */
  private static boolean isOutside(String name, ImageFormat format) {
    return StableAbi.symbol(name)
        .map(symbol -> format == ImageFormat.PE ? !symbol.onWindows() : !symbol.onUnix())
        .orElse(true);
  }

  /**
   * Libraries of other wheels that may supply the names. ELF does not say which library a name is
   * of; what a system or a compiler has supplies none of Python's.
   */
  private List<String> foreignLibraries(ReadImage image) {
    return image.format() == ImageFormat.ELF
        ? image.libraries().stream()
            .filter(library -> KnownLinker.suppliesPythons(library) && !siblings.has(library))
            .toList()
        : List.of();
  }

  /** Names of Python's that the file or a library beside it defines: where Python has one, too. */
  private void ownNames(ReadImage image) {
    if (image.format() != ImageFormat.ELF) {
      return;
    }
    List<String> names =
        Stream.concat(
                image.supplies().stream(),
                image.needs().outsideStableAbi().stream()
                    .filter(name -> siblings.supplier(image.libraries(), name).isPresent()))
            .filter(name -> KnownNames.isPythons(name) && StableAbi.symbol(name).isEmpty())
            .distinct()
            .sorted()
            .toList();
    if (!names.isEmpty()) {
      found.add(
          image.file(),
          Rule.AW101,
          Level.NOTE,
          image.fileName()
              + " takes "
              + Text.names(names)
              + " from its own wheel, but some Pythons export "
              + (names.size() == 1 ? "that name" : "those names")
              + " as well, and their dynamic linker takes Python's first.",
          "Give functions of your own another prefix than Py, or hide them"
              + " (-fvisibility=hidden).",
          names);
    }
  }

  private void minimum(ReadImage image) {
    OptionalInt tagged = promise.stableMinimum();
    if (tagged.isEmpty()) {
      return;
    }
    int claimed = tagged.getAsInt();
    int effective = promise.effectiveMinimum().orElse(claimed);
    List<String> missing = new ArrayList<>();
    List<String> early = new ArrayList<>();
    List<String> spared = new ArrayList<>();
    for (String name : siblings.notSupplied(image, image.needs().names())) {
      int added =
          StableAbi.symbol(name)
              .filter(_ -> !isOutside(name, image.format()))
              .map(StableAbi.Symbol::added)
              .orElse(0);
      if (added > effective) {
        (isThereBefore(name, added, effective, image.format()) ? early : missing).add(name);
      } else if (added > claimed) {
        spared.add(name);
      }
    }
    tooLow(image, Level.ERROR, missing, "which Python 3." + effective + " does not have");
    tooLow(
        image,
        Level.WARNING,
        early,
        "which older Pythons export as well, but do not promise to keep");
    tooLow(
        image,
        Level.NOTE,
        spared,
        "which only Requires-Python keeps from Pythons that do not have it");
    abiInfo(image, effective);
  }

  /**
   * Whether a Python exports a name although it only came into the Stable ABI later. What came in
   * before the oldest version whose exports are known is taken to have been new then; Windows's
   * python3.dll has the Stable ABI's names alone.
   */
  private static boolean isThereBefore(String name, int added, int minor, ImageFormat format) {
    return format != ImageFormat.PE
        && added > KnownInterpreters.OLDEST
        && KnownNames.exportedBy(name).contains("3." + Math.max(minor, KnownInterpreters.OLDEST));
  }

  private void tooLow(ReadImage image, Level level, List<String> names, String which) {
    if (names.isEmpty()) {
      return;
    }
    int newest = StableAbi.minimum(names);
    found.add(
        image.file(),
        Rule.AW102,
        level,
        image.fileName()
            + " is promised as "
            + promise.stableText()
            + ", but needs "
            + Text.names(names)
            + " of the Stable ABI of "
            + versions(names, newest)
            + ", "
            + which
            + ".",
        image.help(raised(image, newest, promise.effectiveMinimum().orElse(newest)), raise(newest)),
        names);
  }

  /** {@code 3.12}, or {@code 3.10 to 3.12} where some are older. */
  private static String versions(List<String> names, int newest) {
    int oldest =
        names.stream()
            .flatMap(name -> StableAbi.symbol(name).stream())
            .mapToInt(StableAbi.Symbol::added)
            .min()
            .orElse(newest);
    return (oldest < newest ? "3." + oldest + " to " : "") + "3." + newest;
  }

  private static String raise(int minor) {
    return ("Raise the claim: tag the wheel cp3%d-abi3 with Requires-Python >=3.%d; or define"
            + " Py_LIMITED_API as the version promised, and mend what no longer compiles.")
        .formatted(minor, minor);
  }

  private void abiInfo(ReadImage image, int effective) {
    boolean both = image.ownEntries().stream().anyMatch(entry -> entry.phase() != Phase.EXPORT);
    image.ownEntries().stream()
        // Older Pythons call the other entry function, and never see what is exported.
        .filter(entry -> !both || entry.phase() != Phase.EXPORT || effective >= EXPORTS_SINCE)
        .flatMap(entry -> entry.abiInfos().stream())
        .filter(info -> info.has(AbiInfo.STABLE))
        .mapToInt(info -> info.abiVersion() >> 16 & 0xff)
        .filter(minor -> minor > effective)
        .max()
        .ifPresent(
            minor ->
                found.add(
                    image.file(),
                    Rule.AW102,
                    Level.ERROR,
                    image.fileName()
                        + " is promised as "
                        + promise.stableText()
                        + ", but its ABI info asks for the Stable ABI of 3."
                        + minor
                        + ".",
                    image.help(raised(image, minor, effective), raise(minor)),
                    List.of()));
  }

  private void otherSigns(ReadImage image) {
    if (image.apiVersions().contains(ApiVersions.FULL_API)) {
      found.add(
          image.file(),
          Rule.AW110,
          Level.ERROR,
          image.fileName()
              + " is promised as "
              + promise.stableText()
              + ", but was built for one version of Python: it creates its module with API version"
              + " 1013, as code does that was compiled without Py_LIMITED_API (then it is 3).",
          image.help(
              stable(image),
              "This wheel installs everywhere and breaks where structures differ: define"
                  + " Py_LIMITED_API for every source file, or tag the wheel for one version."),
          List.of());
    }
    for (String library : image.libraries()) {
      PythonDll.of(library)
          .filter(dll -> !isStable(dll))
          .ifPresent(
              dll ->
                  found.add(
                      image.file(),
                      Rule.AW110,
                      Level.ERROR,
                      image.fileName()
                          + " is promised as "
                          + promise.stableText()
                          + ", but links to "
                          + library
                          + ", which "
                          + (dll.minor().isPresent()
                              ? "only Python 3." + dll.minor().getAsInt() + " has."
                              : "only Pythons that know abi3t have."),
                      "Link to "
                          + (promise.abi3t() ? "python3t.dll" : "python3.dll")
                          + " (define Py_LIMITED_API before Python.h, and link to "
                          + (promise.abi3t() ? "python3t.lib" : "python3.lib")
                          + ").",
                      List.of(library)));
    }
  }

  /** python3.dll for abi3, python3t.dll for abi3t. */
  private boolean isStable(PythonDll dll) {
    return dll.minor().isEmpty() && !dll.debug() && (!dll.freeThreaded() || promise.abi3t());
  }
}
