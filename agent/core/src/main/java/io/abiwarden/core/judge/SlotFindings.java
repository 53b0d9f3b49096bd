package io.abiwarden.core.judge;

import io.abiwarden.core.definition.AbiInfo;
import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.evidence.Phase;
import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.python.AbiInfoCheck;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.PythonVersion;
import io.abiwarden.core.python.SlotReading;
import io.abiwarden.core.python.SlotReading.Gil;
import io.abiwarden.core.python.SlotReading.Interpreters;
import io.abiwarden.core.python.SlotRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What this interpreter makes of the module's slots and the ABI info in them. */
final class SlotFindings {

  private SlotFindings() {}

  /**
   * What the slots say, whichever definition is taken.
   *
   * @param gil what they say of the GIL; unknown if the definitions differ
   * @param interpreters what they say of subinterpreters
   */
  record Reading(Gil gil, Interpreters interpreters) {}

  static Reading apply(
      Subject subject, InterpreterFacts python, EntryEvidence entry, boolean fits, Notes notes) {
    List<SlotReading> readings = readings(entry, python.version());
    if (entry.phase() == Phase.EXPORT && readings.isEmpty()) {
      notes.open(
          Rule.AW203,
          "The slots that "
              + subject.fileName()
              + " exports, and the ABI info in them, only exist once its code has run.");
    }
    if (fits) {
      // In a definition that is misread, no slot stops anything for certain.
      problems(subject, python, readings, notes);
    }
    return read(readings);
  }

  /** What the slots of an entry function say, whether or not they are as they should be. */
  static Reading read(EntryEvidence entry, PythonVersion version) {
    return read(readings(entry, version));
  }

  private static Reading read(List<SlotReading> readings) {
    Set<Gil> gils =
        readings.stream()
            .map(r -> r.complete() ? r.gil() : Gil.UNKNOWN)
            .collect(Collectors.toSet());
    Set<Interpreters> interpreters =
        readings.stream().map(SlotReading::interpreters).collect(Collectors.toSet());
    return new Reading(
        gils.size() == 1 ? gils.iterator().next() : Gil.UNKNOWN,
        interpreters.size() == 1 ? interpreters.iterator().next() : Interpreters.UNKNOWN);
  }

  private static List<SlotReading> readings(EntryEvidence entry, PythonVersion version) {
    if (entry.phase() == Phase.EXPORT) {
      return entry.exported().stream().map(slots -> SlotRules.ofExport(slots, version)).toList();
    }
    if (entry.phase() == Phase.SINGLE) {
      return List.of();
    }
    return entry.definitions().stream()
        .map(definition -> SlotRules.ofDefinition(definition, version))
        .toList();
  }

  private static void problems(
      Subject subject, InterpreterFacts python, List<SlotReading> readings, Notes notes) {
    for (SlotReading reading : readings) {
      if (!reading.complete()) {
        notes.open(
            Rule.AW204, "The slots of " + subject.fileName() + " could not be read to their end.");
      }
      newer(subject, python, reading, notes);
      if (reading.abiInfos().stream().anyMatch(info -> isOfSomeMicro(info, python))) {
        notes.open(
            Rule.AW203,
            subject.fileName()
                + " was built with the internal ABI of one release of Python "
                + python.version().minorText()
                + ", and loads in no other.");
      }
    }
    // With several definitions to choose from, only what all of them do is certain.
    Optional<Refusal> first = Optional.empty();
    for (SlotReading reading : readings) {
      Optional<Refusal> refusal = refusal(reading, python);
      if (refusal.isEmpty()) {
        return;
      }
      first = first.isPresent() ? first : refusal;
    }
    first.ifPresent(
        refusal ->
            notes.error(
                refusal.rule(),
                Stop.CLEAN,
                python.display() + " refuses " + subject.fileName() + ": " + refusal.text() + ".",
                refusal.rule() == Rule.AW203 || refusal.unknown()
                    ? Text.getOne(subject, python)
                    : subject.help(new Fix.NewerGenerator(), "Correct the module's slots.")));
  }

  private record Refusal(Rule rule, String text, boolean unknown) {}

  private static Optional<Refusal> refusal(SlotReading reading, InterpreterFacts python) {
    // PyABIInfo_Check exists from 3.15 on; before, the slot itself is unknown.
    if (python.version().atLeast(15)) {
      for (AbiInfo info : reading.abiInfos()) {
        Optional<String> text = AbiInfoCheck.refusal(ofThatMicro(info, python), python);
        if (text.isPresent()) {
          return Optional.of(new Refusal(Rule.AW203, "ABI info: " + text.get(), false));
        }
      }
    }
    return reading
        .problem()
        .map(problem -> new Refusal(Rule.AW204, problem.text(), problem.unknownSlot()));
  }

  /** Whether it asks for one release of an interpreter's minor version, where all are meant. */
  private static boolean isOfSomeMicro(AbiInfo info, InterpreterFacts python) {
    return python.isOfAnyMicro()
        && python.version().atLeast(15)
        && info.has(AbiInfo.INTERNAL)
        && info.abiVersion() >>> 16 == python.version().hex() >>> 16
        // Alpha, beta, candidate or final; there is no other release.
        && Set.of(0xa, 0xb, 0xc, 0xf).contains(info.abiVersion() >> 4 & 0xf);
  }

  /** The same ABI info as that release sees it, which may refuse it for another reason. */
  private static AbiInfo ofThatMicro(AbiInfo info, InterpreterFacts python) {
    return isOfSomeMicro(info, python)
        ? new AbiInfo(
            info.majorVersion(),
            info.minorVersion(),
            info.flags(),
            info.buildVersion(),
            python.version().hex())
        : info;
  }

  /** A version in the ABI info that is still to come, where the interpreter does not look. */
  private static void newer(
      Subject subject, InterpreterFacts python, SlotReading reading, Notes notes) {
    for (AbiInfo info : reading.abiInfos()) {
      int minor = info.abiVersion() >> 16 & 0xff;
      if (info.abiVersion() != 0 && !python.version().atLeast(minor)) {
        notes.warning(
            Rule.AW209,
            subject.fileName()
                + " asks for Python 3."
                + minor
                + " in its ABI info; this is "
                + python.display()
                + ".",
            "");
      }
    }
  }
}
