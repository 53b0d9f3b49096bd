package io.abiwarden.core.judge;

import io.abiwarden.core.evidence.Builder;
import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.link.Linkage;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.KnownNames;
import io.abiwarden.core.python.PythonDll;
import io.abiwarden.core.python.StableAbi;
import io.abiwarden.core.wheel.Tag;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the dynamic linker says, which is asked first and with {@code RTLD_NOW}: every symbol must
 * be there.
 */
final class LinkRules {

  private static final String GROWN = "PyType_GetSlot";
  private static final int GROWN_SINCE = 10;

  private final Subject subject;
  private final InterpreterFacts python;
  private final Notes notes;

  private LinkRules(Subject subject, InterpreterFacts python, Notes notes) {
    this.subject = subject;
    this.python = python;
    this.notes = notes;
  }

  static void apply(Subject subject, InterpreterFacts python, Linkage linkage, Notes notes) {
    new LinkRules(subject, python, notes).apply(linkage);
  }

  private void apply(Linkage linkage) {
    grown(linkage);
    Map<Rule, List<String>> missing = new EnumMap<>(Rule.class);
    for (Linkage.Missing symbol : linkage.missing()) {
      missing
          .computeIfAbsent(rule(symbol.name(), python), _ -> new ArrayList<>())
          .add(symbol.name());
    }
    missing.forEach(this::missing);
    for (Linkage.MissingLibrary library : linkage.missingLibraries()) {
      library(library);
    }
    for (Linkage.MissingVersion version : linkage.missingVersions()) {
      notes.error(
          Rule.AW403,
          Stop.FAILS,
          version.neededBy()
              + " needs "
              + version.version()
              + " of "
              + version.library()
              + python
                  .place()
                  .map(place -> ", which that of " + place + " is too old to have.")
                  .orElse(", which this machine's is too old to have."),
          subject.help(
              Fix.OlderSystem.any(), "Build it on an older system, or run it on a newer one."));
    }
  }

  /**
   * A name that links everywhere may do more since some version: {@code PyType_GetSlot} takes
   * static types from 3.10 on only (its documentation), and whoever was built for no older Python
   * relies on that. PyO3, Cython and their like look at the running version first.
   */
  private void grown(Linkage linkage) {
    boolean older = !python.version().atLeast(GROWN_SINCE) && promisesOnlyNewer();
    if (older && subject.evidence().builder() == Builder.C && needsGrown(linkage)) {
      notes.open(
          Rule.AW209,
          subject.fileName()
              + " uses "
              + GROWN
              + ", which does more since 3."
              + GROWN_SINCE
              + ", and its wheel promises nothing older: reading cannot tell whether it works on "
              + python.display()
              + ".");
    }
  }

  private boolean promisesOnlyNewer() {
    return !subject.tags().isEmpty()
        && subject.tags().stream()
            .map(Tag::python)
            .allMatch(
                tag ->
                    tag.matches("cp3\\d{1,3}")
                        && Integer.parseInt(tag.substring("cp3".length())) >= GROWN_SINCE);
  }

  private boolean needsGrown(Linkage linkage) {
    return Stream.concat(Stream.of(subject.evidence().image()), linkage.bundled().stream())
        .flatMap(image -> image.needs().stream())
        .anyMatch(need -> need.name().equals(GROWN));
  }

  /** The rule that a missing symbol breaks. */
  static Rule rule(String name, InterpreterFacts python) {
    if (KnownNames.debugOnly(name)
        || (KnownNames.freeThreadedOnly(name) && !python.freeThreaded())) {
      return Rule.AW207;
    }
    Optional<StableAbi.Symbol> stable = StableAbi.symbol(name);
    if (stable.isPresent()
        && stable.get().condition().isEmpty()
        && !python.version().atLeast(stable.get().added())) {
      return Rule.AW209;
    }
    if (KnownNames.isPythons(name)) {
      return Rule.AW206;
    }
    // A name in Python's style that no known Python has is taken for one of a newer Python's.
    return KnownNames.looksLikePythons(name) ? Rule.AW209 : Rule.AW401;
  }

  private void missing(Rule rule, List<String> names) {
    String what = subject.fileName() + " needs " + Text.names(names);
    switch (rule) {
      case AW207 -> {
        boolean debug = names.stream().allMatch(KnownNames::debugOnly);
        notes.error(
            rule,
            Stop.CLEAN,
            what
                + ", which only "
                + (debug ? "debug" : "free-threaded")
                + " builds of Python export; "
                + python.display()
                + " has no such name, so linking fails.",
            debug ? "Build it against a release build's headers." : Text.getOne(subject, python));
      }
      case AW209 ->
          notes.error(
              rule,
              Stop.CLEAN,
              what + ", which " + python.display() + " does not have yet, so linking fails.",
              newest(names)
                  .map(
                      minor ->
                          subject.help(
                              new Fix.Raise(minor, minor),
                              "It needs Python 3."
                                  + minor
                                  + " or newer: raise Requires-Python and the wheel's tag, or build"
                                  + " it for an older Limited API."))
                  .orElse(Text.getOne(subject, python)));
      case AW206 ->
          notes.error(
              rule,
              Stop.CLEAN,
              what
                  + (isOfStableDll(names)
                      ? " of python3.dll, which exports the Stable ABI alone, so linking fails."
                      : ", which other builds of Python export and "
                          + python.display()
                          + " does not, so linking fails."),
              Text.getOne(subject, python));
      default ->
          notes.error(
              rule,
              Stop.FAILS,
              what + ", which neither " + python.display() + " nor a library it links to provides.",
              subject.help(
                  new Fix.LinkTo(),
                  "Link it to the library that defines "
                      + (names.size() == 1 ? "it" : "them")
                      + ", or bundle that library."));
    }
  }

  /** Then they are missing only where they were looked for: in the DLL of the Stable ABI. */
  private boolean isOfStableDll(List<String> names) {
    return subject.evidence().image().format() == ImageFormat.PE
        && names.stream()
            .allMatch(name -> KnownNames.exportedBy(name).contains(python.shortName()));
  }

  private static Optional<Integer> newest(List<String> names) {
    return names.stream()
        .map(StableAbi::symbol)
        .flatMap(Optional::stream)
        .map(StableAbi.Symbol::added)
        .max(Integer::compare);
  }

  private void library(Linkage.MissingLibrary library) {
    if (PythonDll.of(library.name()).isPresent()) {
      notes.error(
          Rule.AW206,
          Stop.CLEAN,
          library.neededBy()
              + " links to "
              + library.name()
              + ", which is not the DLL of "
              + python.display()
              + ".",
          Text.getOne(subject, python));
      return;
    }
    if (library.name().startsWith("libpython3")) {
      notes.error(
          Rule.AW206,
          Stop.CLEAN,
          library.neededBy()
              + " links to "
              + library.name()
              + ", which is not the library of "
              + python.display()
              + ", and is not found.",
          subject.help(
              new Fix.NoLibpython(),
              "Build it without linking to libpython; an extension finds Python's names in its"
                  + " process."));
      return;
    }
    notes.error(
        Rule.AW402,
        Stop.FAILS,
        library.neededBy() + " needs " + library.name() + ", which is not found on this machine.",
        subject.help(
            new Fix.Bundle(),
            "Install the package that has it, or bundle it in the wheel (auditwheel repair)."));
  }
}
