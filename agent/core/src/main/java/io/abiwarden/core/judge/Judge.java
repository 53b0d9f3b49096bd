package io.abiwarden.core.judge;

import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.evidence.Evidence;
import io.abiwarden.core.evidence.EvidenceReader;
import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.image.EntryFunction;
import io.abiwarden.core.image.EntryFunction.Style;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.link.Linkage;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.KnownNames;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Says what becomes of an extension on an interpreter: one pure function of evidence and facts.
 *
 * <p>The rules are asked in the order in which an import would meet them: linking, the entry
 * function, the layout of the definition, ABI info and slots, the version it was built for, and
 * what its own init does. File names are not looked at, except for the versions they promise.
 */
public final class Judge {

  private final Subject subject;
  private final InterpreterFacts python;
  private final Linkage linkage;
  private final Notes notes = new Notes();

  private Judge(Subject subject, InterpreterFacts python, Linkage linkage) {
    this.subject = subject;
    this.python = python;
    this.linkage = linkage;
  }

  /**
   * Judges an extension as if it were loaded by its path.
   *
   * @param subject the extension
   * @param python the interpreter
   * @param linkage what linking the one into the other comes to
   */
  public static Judgement judge(Subject subject, InterpreterFacts python, Linkage linkage) {
    return new Judge(subject, python, linkage).judgement();
  }

  /**
   * The entry function that an interpreter calls for a module: from 3.15 on a {@code PyModExport_}
   * before a {@code PyInit_} (CPython's {@code Python/importdl.c}).
   */
  public static Optional<EntryEvidence> entry(Subject subject, InterpreterFacts python) {
    Predicate<String> exists =
        name ->
            python
                .exportedSymbols()
                .map(names -> names.contains(name))
                .orElseGet(() -> KnownNames.exportedBy(name).contains(python.shortName()));
    Optional<EntryEvidence> export =
        python.version().atLeast(15)
            ? subject
                .evidence()
                .entry(
                    EntryFunction.symbol(Style.PY_MOD_EXPORT, subject.module()),
                    exists,
                    python.freeThreaded())
            : Optional.empty();
    return export.or(
        () ->
            subject
                .evidence()
                .entry(
                    EntryFunction.symbol(Style.PY_INIT, subject.module()),
                    exists,
                    python.freeThreaded()));
  }

  private Judgement judgement() {
    LinkRules.apply(subject, python, linkage, notes);
    boolean linked = !notes.has(Stop.CLEAN);
    PlaceRules.apply(subject, python, linkage, notes);
    Optional<EntryEvidence> entry = entry(subject, python).or(this::elsewhere);
    boolean gil = false;
    if (entry.isPresent()) {
      List<String> outside = outsideStableAbi();
      LayoutRules layout = new LayoutRules(subject, python, entry.get(), notes);
      layout.apply();
      SlotFindings.Reading slots =
          SlotFindings.apply(subject, python, entry.get(), layout.fits(), notes);
      BuildRules.apply(
          subject, python, entry.get(), Build.of(subject.evidence(), entry.get(), outside), notes);
      InitRules.apply(subject, python, entry.get(), notes);
      gil = GilRules.apply(subject, python, entry.get(), slots, notes);
    } else {
      noEntry();
    }
    return new Judgement(verdict(linked, gil), notes.findings());
  }

  private Verdict verdict(boolean linked, boolean gil) {
    if (notes.mismatch()) {
      // Whatever is not linked does not run, whichever Python it would have met.
      return !linked || (notes.has(Stop.CLEAN) && !notes.has(Stop.SECOND_PYTHON))
          ? Verdict.REFUSED
          : Verdict.UNSAFE;
    }
    if (notes.has(Stop.FAILS)) {
      return Verdict.FAILS;
    }
    if (notes.has(Stop.OPEN)) {
      return Verdict.UNKNOWN;
    }
    return gil ? Verdict.LOADS_GIL : Verdict.LOADS;
  }

  /** {@code dlsym} looks into the libraries that an extension needs as well. */
  private Optional<EntryEvidence> elsewhere() {
    for (Image image : linkage.bundled()) {
      for (EntryFunction function : image.entries()) {
        if (function.module().equals(subject.module())) {
          Evidence there = EvidenceReader.read(image, ByteBuffer.allocate(0));
          Optional<EntryEvidence> entry = entry(subject.with(there), python);
          if (entry.isPresent()) {
            return entry;
          }
        }
      }
    }
    return Optional.empty();
  }

  private void noEntry() {
    List<EntryEvidence> entries = subject.evidence().entries();
    boolean exportOnly =
        subject
            .evidence()
            .entry(EntryFunction.symbol(Style.PY_MOD_EXPORT, subject.module()))
            .isPresent();
    String wanted = EntryFunction.symbol(Style.PY_INIT, subject.module());
    if (exportOnly) {
      notes.error(
          Rule.AW205,
          Stop.CLEAN,
          subject.fileName()
              + " exports only "
              + EntryFunction.symbol(Style.PY_MOD_EXPORT, subject.module())
              + ", which Python 3.15 and newer look for; "
              + python.display()
              + " looks for "
              + wanted
              + ".",
          Text.getOne(subject, python));
      return;
    }
    notes.error(
        Rule.AW205,
        Stop.CLEAN,
        subject.fileName()
            + " exports no "
            + wanted
            + ", the entry function that "
            + python.display()
            + " looks for.",
        entries.isEmpty()
            ? "If it is a library and not a module, it cannot be imported."
            : subject.help(
                new Fix.SameName(subject.module()),
                "Rename the file or the entry function: both must carry the module's name."));
    if (!entries.isEmpty()) {
      notes.warning(
          Rule.AW408,
          "The file is named for module "
              + subject.module()
              + ", but its entry functions are "
              + Text.names(
                  entries.stream().map(e -> e.entry().symbol()).collect(Collectors.toList()))
              + ".",
          subject.help(
              new Fix.SameName(subject.module()),
              "Rename the file or the entry function: both must carry the module's name."));
    }
  }

  /** Names outside of the Stable ABI, without those that a library of the artifact supplies. */
  private List<String> outsideStableAbi() {
    if (!linkage.complete()) {
      // Any of them may come from a library that is not here.
      return List.of();
    }
    List<String> outside = subject.evidence().needs().outsideStableAbi();
    if (outside.isEmpty() || linkage.bundled().isEmpty()) {
      return outside;
    }
    return outside.stream()
        .filter(
            name ->
                linkage.bundled().stream()
                    .noneMatch(
                        image -> image.exports().stream().anyMatch(e -> e.name().equals(name))))
        .filter(KnownNames::isPythons)
        .toList();
  }
}
