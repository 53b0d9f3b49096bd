package io.abiwarden.core.judge;

import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.HeaderKind;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.evidence.Builder;
import io.abiwarden.core.evidence.Ending;
import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.evidence.Evidence;
import io.abiwarden.core.evidence.Needs;
import io.abiwarden.core.evidence.Phase;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.KnownNames;
import io.abiwarden.core.wheel.ExtensionName;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether what the extension was compiled for is laid out like what the interpreter runs. */
final class LayoutRules {

  private final Subject subject;
  private final InterpreterFacts python;
  private final EntryEvidence entry;
  private final Notes notes;
  private final Set<DefinitionLayout> layouts;

  LayoutRules(Subject subject, InterpreterFacts python, EntryEvidence entry, Notes notes) {
    this.subject = subject;
    this.python = python;
    this.entry = entry;
    this.notes = notes;
    this.layouts =
        entry.definitions().stream().map(RawDefinition::layout).collect(Collectors.toSet());
  }

  /** Whether the definition can be read by this interpreter as it was meant. */
  boolean fits() {
    return entry.phase() == Phase.EXPORT || layouts.equals(Set.of(own()));
  }

  void apply() {
    if (entry.phase() == Phase.EXPORT) {
      bySymbols(false);
    } else if (layouts.equals(Set.of(DefinitionLayout.GIL))) {
      if (python.freeThreaded()) {
        gilDefinition();
      }
    } else if (layouts.equals(Set.of(DefinitionLayout.FREE_THREADED))) {
      if (!python.freeThreaded()) {
        freeThreadedDefinition();
      } else {
        legacyFlags();
        contradiction();
      }
    } else if (layouts.contains(DefinitionLayout.GIL)
        && layouts.contains(DefinitionLayout.FREE_THREADED)) {
      notes.open(
          foreign(),
          subject.fileName()
              + " has a definition for GIL builds and one for free-threaded builds, and chooses"
              + " when it runs.");
    } else {
      bySymbols(true);
    }
  }

  /**
   * Whether all that the file shows is of the other kind, where its code ends before it hands a
   * definition over: the definitions it holds; if it holds none and ends the process, its name.
   */
  private boolean showsOnlyTheOther() {
    Ending ending = entry.ending();
    if (ending != Ending.NEVER_RETURNS && ending != Ending.RETURNS_NULL) {
      return false;
    }
    Set<DefinitionLayout> held =
        subject.evidence().definitions().stream()
            .map(RawDefinition::layout)
            .collect(Collectors.toSet());
    return held.isEmpty()
        ? ending == Ending.NEVER_RETURNS && namedForTheOther()
        : held.size() == 1 && !held.contains(own());
  }

  private boolean namedForTheOther() {
    return subject
        .name()
        .map(
            name ->
                switch (name.abi()) {
                  case VERSION, ABI3 -> python.freeThreaded();
                  case VERSION_FREE_THREADED -> !python.freeThreaded();
                  case ABI3T, NONE, OTHER -> false;
                })
        .orElse(false);
  }

  /** One that Python checks, or finds to have no type. */
  private boolean returnsDefinition() {
    return entry.phase() == Phase.MULTI || entry.ending() == Ending.RETURNS_UNINITIALIZED;
  }

  private DefinitionLayout own() {
    return python.freeThreaded() ? DefinitionLayout.FREE_THREADED : DefinitionLayout.GIL;
  }

  private Rule foreign() {
    return python.freeThreaded() ? Rule.AW201 : Rule.AW202;
  }

  private void gilDefinition() {
    boolean stops = python.version().atLeast(15) && returnsDefinition() && entry.direct();
    notes.error(
        Rule.AW201,
        stops ? Stop.CLEAN : Stop.NONE,
        subject.fileName()
            + " was laid out for GIL builds; "
            + python.display()
            + (stops ? " refuses its definition." : " would misread its definition."),
        Text.getOne(subject, python));
  }

  private void freeThreadedDefinition() {
    notes.error(
        Rule.AW202,
        Stop.NONE,
        subject.fileName()
            + " was laid out for free-threaded builds; "
            + python.display()
            + " has a GIL and would misread its definition.",
        Text.getOne(subject, python));
  }

  /**
   * 3.15t and newer know a definition of theirs by a flag that headers of 3.13t, and PyO3 up to
   * cp314t, do not set (CPython's {@code PyModuleDef_Init}).
   */
  private void legacyFlags() {
    boolean unmarked =
        entry.definitions().stream()
            .map(RawDefinition::header)
            .anyMatch(h -> h == HeaderKind.FREE_THREADED_3_13 || h == HeaderKind.ZERO);
    if (!unmarked || !python.version().atLeast(15) || !returnsDefinition()) {
      return;
    }
    if (Claim.of(subject).equals(new Claim(Claim.Kind.VERSION, python.version().minor()))) {
      notes.error(
          Rule.AW404,
          Stop.FAILS,
          subject.fileName()
              + " has a definition without the marks of PyModuleDef_HEAD_INIT, which "
              + python.display()
              + " refuses.",
          "Initialise the definition with PyModuleDef_HEAD_INIT.");
      return;
    }
    notes.error(
        Rule.AW206,
        Stop.CLEAN,
        subject.fileName()
            + " was built for an older free-threaded Python; "
            + python.display()
            + " refuses its definition.",
        Text.getOne(subject, python));
  }

  /** Counting references as GIL builds do, in a file whose definition is free-threaded. */
  private void contradiction() {
    Needs needs = subject.evidence().needs();
    if (!needs.gilOnly().isEmpty() && needs.freeThreadedOnly().isEmpty()) {
      notes.open(
          Rule.AW207,
          subject.fileName()
              + " has a free-threaded definition, but needs "
              + KnownNames.GIL_MARKER
              + ", which only code compiled for GIL builds uses.");
    }
  }

  /** No definition tells the layout: the names that it needs may. */
  private void bySymbols(boolean definitionWanted) {
    Needs needs = subject.evidence().needs();
    boolean gil = !needs.gilOnly().isEmpty();
    boolean freeThreaded = !needs.freeThreadedOnly().isEmpty();
    if (gil && !freeThreaded && python.freeThreaded()) {
      notes.error(
          Rule.AW201,
          Stop.NONE,
          subject.fileName()
              + " was compiled for GIL builds: it needs "
              + KnownNames.GIL_MARKER
              + ", as their inlined reference counting does; "
              + python.display()
              + " counts in other fields.",
          Text.getOne(subject, python));
    } else if (freeThreaded && !python.freeThreaded()) {
      notes.error(
          Rule.AW202,
          Stop.NONE,
          subject.fileName()
              + " was compiled for free-threaded builds: it needs "
              + Text.names(needs.freeThreadedOnly())
              + "; "
              + python.display()
              + " has a GIL.",
          Text.getOne(subject, python));
    } else if (definitionWanted && !gil && !freeThreaded && showsOnlyTheOther()) {
      notes.error(
          foreign(),
          Stop.NONE,
          subject.fileName()
              + " shows nothing but a build for "
              + (python.freeThreaded() ? "GIL" : "free-threaded")
              + " Pythons; this is "
              + python.display()
              + ".",
          Text.getOne(subject, python));
    } else if (definitionWanted && !gil && !freeThreaded && !isOpaqueCffi()) {
      notes.open(
          foreign(),
          "Nothing in "
              + subject.fileName()
              + " tells which kind of build it was compiled for: its definition only exists once"
              + " its code has run.");
    }
  }

  /**
   * A module of cffi's for every build: {@code _cffi_backend} has the definition, and what the file
   * itself does with objects goes through functions of the Stable ABI alone.
   */
  private boolean isOpaqueCffi() {
    Evidence evidence = subject.evidence();
    return evidence.builder() == Builder.CFFI
        && entry.phase() == Phase.UNKNOWN
        && evidence.definitions().isEmpty()
        && evidence.needs().stable()
        && subject.name().filter(name -> name.abi() == ExtensionName.Abi.ABI3T).isPresent();
  }
}
