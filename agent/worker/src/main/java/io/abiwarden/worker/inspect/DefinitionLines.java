package io.abiwarden.worker.inspect;

import io.abiwarden.core.definition.AbiInfo;
import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.Slot;
import io.abiwarden.core.definition.SlotArray;
import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.evidence.Evidence;
import io.abiwarden.core.evidence.GilCall;
import io.abiwarden.core.evidence.Phase;
import io.abiwarden.core.memory.Word;
import io.abiwarden.core.python.ModuleSlot;
import io.abiwarden.core.python.PythonVersion;
import io.abiwarden.core.python.SlotReading;
import io.abiwarden.core.python.SlotReading.Gil;
import io.abiwarden.core.python.SlotReading.Interpreters;
import io.abiwarden.core.python.SlotRules;
import io.abiwarden.worker.inspect.ExtensionInspection.Definition;
import io.abiwarden.worker.inspect.ExtensionInspection.SlotLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The definitions of an extension, entry by entry. */
final class DefinitionLines {

  /** Slots are read as the newest Python reads them, which knows them all. */
  private static final PythonVersion NEWEST = PythonVersion.of(3, 15, 0);

  private DefinitionLines() {}

  static List<Definition> of(Evidence evidence) {
    List<Definition> lines = new ArrayList<>();
    Set<Long> used = new HashSet<>();
    for (EntryEvidence entry : evidence.entries()) {
      Optional<String> symbol = Optional.of(entry.entry().symbol());
      if (entry.phase() == Phase.EXPORT) {
        lines.add(exported(entry));
      } else if (entry.definitions().isEmpty()) {
        lines.add(onlyAtRunTime(entry));
      }
      for (RawDefinition definition : entry.definitions()) {
        used.add(definition.address());
        lines.add(line(definition, symbol, entry.phase(), entry.gilCall()));
      }
    }
    for (RawDefinition definition : evidence.definitions()) {
      if (used.add(definition.address())) {
        lines.add(line(definition, Optional.empty(), Phase.UNKNOWN, GilCall.UNKNOWN));
      }
    }
    return lines;
  }

  private static Definition exported(EntryEvidence entry) {
    return new Definition(
        Optional.empty(),
        Optional.of(entry.entry().symbol()),
        Phase.EXPORT,
        DefinitionLayout.OPAQUE,
        entry.exported().map(DefinitionLines::slots).orElse(List.of()),
        entry.exported().map(s -> SlotRules.ofExport(s, NEWEST).gil()).orElse(Gil.UNKNOWN),
        entry
            .exported()
            .map(s -> SlotRules.ofExport(s, NEWEST).interpreters())
            .orElse(Interpreters.UNKNOWN),
        entry.exported().flatMap(s -> abiInfo(SlotRules.ofExport(s, NEWEST))));
  }

  /** The entry fills its definition when it runs, or its code was not understood. */
  private static Definition onlyAtRunTime(EntryEvidence entry) {
    return new Definition(
        Optional.empty(),
        Optional.of(entry.entry().symbol()),
        entry.phase(),
        DefinitionLayout.UNKNOWN,
        List.of(),
        entry.phase() == Phase.SINGLE ? gil(entry.gilCall()) : Gil.UNKNOWN,
        entry.phase() == Phase.SINGLE ? Interpreters.NOT_SUPPORTED : Interpreters.UNKNOWN,
        Optional.empty());
  }

  private static Definition line(
      RawDefinition definition, Optional<String> entry, Phase phase, GilCall gilCall) {
    Optional<SlotReading> reading =
        definition.slots().map(_ -> SlotRules.ofDefinition(definition, NEWEST));
    boolean single = phase == Phase.SINGLE;
    return new Definition(
        definition.name(),
        entry,
        phase,
        definition.layout(),
        definition.slots().map(DefinitionLines::slots).orElse(List.of()),
        single ? gil(gilCall) : reading.map(DefinitionLines::gil).orElse(Gil.ABSENT),
        single
            ? Interpreters.NOT_SUPPORTED
            : reading.map(SlotReading::interpreters).orElse(Interpreters.ABSENT),
        reading.flatMap(DefinitionLines::abiInfo));
  }

  private static Gil gil(SlotReading reading) {
    return reading.gil() == Gil.ABSENT && !reading.complete() ? Gil.UNKNOWN : reading.gil();
  }

  private static Gil gil(GilCall call) {
    return switch (call) {
      case NEVER -> Gil.ABSENT;
      case NOT_USED -> Gil.NOT_USED;
      case USED, ODD -> Gil.USED;
      case UNKNOWN -> Gil.UNKNOWN;
    };
  }

  private static Optional<AbiInfo> abiInfo(SlotReading reading) {
    return reading.abiInfos().stream().findFirst();
  }

  private static List<SlotLine> slots(SlotArray array) {
    List<SlotLine> lines = new ArrayList<>();
    for (Slot slot : array.slots()) {
      Optional<ModuleSlot> known = ModuleSlot.named(slot.id());
      lines.add(new SlotLine(slot.id(), known.map(ModuleSlot::cName), value(slot, known)));
      slot.nested().ifPresent(nested -> lines.addAll(slots(nested)));
    }
    return lines;
  }

  private static Optional<String> value(Slot slot, Optional<ModuleSlot> known) {
    return switch (slot.value()) {
      case Word.Import(String symbol, long addend) ->
          Optional.of(addend == 0 ? symbol : symbol + "+" + addend);
      case Word.Unreadable() -> Optional.empty();
      case Word.Value(long value) ->
          Optional.of(
              known.flatMap(name -> constant(name, value)).orElse("0x" + Long.toHexString(value)));
    };
  }

  /** The name of a constant in CPython's {@code Include/moduleobject.h}. */
  private static Optional<String> constant(ModuleSlot slot, long value) {
    return switch (slot) {
      case GIL ->
          value == 0
              ? Optional.of("Py_MOD_GIL_USED")
              : value == 1 ? Optional.of("Py_MOD_GIL_NOT_USED") : Optional.empty();
      case MULTIPLE_INTERPRETERS ->
          value == 0
              ? Optional.of("Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED")
              : value == 1
                  ? Optional.of("Py_MOD_MULTIPLE_INTERPRETERS_SUPPORTED")
                  : value == 2
                      ? Optional.of("Py_MOD_PER_INTERPRETER_GIL_SUPPORTED")
                      : Optional.empty();
      case STATE_SIZE -> Optional.of(Long.toString(value));
      default -> Optional.empty();
    };
  }
}
