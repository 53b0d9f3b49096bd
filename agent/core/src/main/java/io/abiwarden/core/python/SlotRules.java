package io.abiwarden.core.python;

import io.abiwarden.core.definition.AbiInfo;
import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.Slot;
import io.abiwarden.core.definition.SlotArray;
import io.abiwarden.core.memory.Word;
import io.abiwarden.core.python.SlotReading.Gil;
import io.abiwarden.core.python.SlotReading.Interpreters;
import io.abiwarden.core.python.SlotReading.Problem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads slot arrays as one version of Python does: up to 3.14 as {@code PyModule_FromDefAndSpec2}
 * (CPython's {@code Objects/moduleobject.c}), from 3.15 on as the slot iterator (CPython's {@code
 * Python/slots.c}), with its truncation to 16 bits, its nesting and its refusals.
 */
public final class SlotRules {

  /** How many arrays can be open at once, the outermost one included (3.15). */
  private static final int MAX_NESTING = 5;

  private static final int INVALID_ID = 0xffff;
  private static final int COUNT_OF_IDS = 111;

  private final PythonVersion version;
  private final boolean ofDefinition;
  private final Optional<RawDefinition> definition;
  private final Set<ModuleSlot> seen = EnumSet.noneOf(ModuleSlot.class);
  private final List<AbiInfo> abiInfos = new ArrayList<>();
  private Gil gil = Gil.ABSENT;
  private Interpreters interpreters = Interpreters.ABSENT;
  private boolean complete = true;
  private Optional<Problem> problem = Optional.empty();

  private SlotRules(
      PythonVersion version, boolean ofDefinition, Optional<RawDefinition> definition) {
    this.version = version;
    this.ofDefinition = ofDefinition;
    this.definition = definition;
  }

  /**
   * Reads {@code PyModuleDef.m_slots} by itself; an empty array stands for NULL. Whether a slot
   * agrees with the definition's other members is left open.
   */
  public static SlotReading ofDefinition(SlotArray slots, PythonVersion version) {
    return new SlotRules(version, true, Optional.empty()).legacy(slots);
  }

  /** Reads a definition's slots, which must agree with its other members. */
  public static SlotReading ofDefinition(RawDefinition definition, PythonVersion version) {
    boolean read = definition.layout() != DefinitionLayout.UNKNOWN;
    return new SlotRules(version, true, read ? Optional.of(definition) : Optional.empty())
        .legacy(definition.slots().orElse(new SlotArray(List.of(), read)));
  }

  private SlotReading legacy(SlotArray slots) {
    if (version.atLeast(ModuleSlot.PEP_820)) {
      iterate(slots, 0);
    } else {
      plain(slots);
    }
    return reading();
  }

  /** Reads what a {@code PyModExport_} function returned, as 3.15 and later do. */
  public static SlotReading ofExport(SlotArray slots, PythonVersion version) {
    SlotRules rules = new SlotRules(version, false, Optional.empty());
    rules.iterate(slots, 0);
    if (rules.problem.isEmpty() && rules.complete && !rules.seen.contains(ModuleSlot.ABI)) {
      rules.refuse(
          "does not define Py_mod_abi, which is mandatory for modules defined from slots only");
    }
    return rules.reading();
  }

  private SlotReading reading() {
    return new SlotReading(
        gil,
        interpreters,
        abiInfos,
        seen.contains(ModuleSlot.CREATE),
        seen.contains(ModuleSlot.EXEC),
        problem,
        complete || problem.isPresent());
  }

  private void plain(SlotArray slots) {
    for (Slot slot : slots.slots()) {
      Optional<ModuleSlot> known = ModuleSlot.known(slot.id(), version);
      if (known.isEmpty()) {
        problem = Optional.of(new Problem(true, "uses unknown slot ID " + slot.id()));
        return;
      }
      boolean again = seen.contains(known.get());
      // A NULL create slot does not count as one there.
      if (known.get() != ModuleSlot.CREATE || !isNull(slot)) {
        seen.add(known.get());
      }
      if (again && known.get() != ModuleSlot.EXEC) {
        refuse("has more than one " + known.get().cName() + " slot");
        return;
      }
      take(known.get(), slot);
    }
    complete = slots.complete();
  }

  /** Goes through one array; returns false once a problem was met. */
  private boolean iterate(SlotArray slots, int level) {
    for (Slot slot : slots.slots()) {
      int id = slot.id() & 0xffff;
      boolean optional = slot.form() == Slot.Form.PYSLOT && (slot.flags() & Slot.OPTIONAL) != 0;
      if (id == 0) {
        if (optional) {
          refuse("invalid flags for Py_slot_end: 0x" + Integer.toHexString(slot.flags()));
        }
        // A legacy id such as 0x10000, cut to 16 bits, ends the array.
        return problem.isEmpty();
      }
      Optional<ModuleSlot> known = ModuleSlot.known(id, version);
      if (known.isEmpty()) {
        if (optional) {
          continue;
        }
        problem = Optional.of(unknown(id));
        return false;
      }
      ModuleSlot what = known.get();
      boolean inside = what == ModuleSlot.SUBSLOTS || what == ModuleSlot.MOD_SLOTS;
      if (inside ? !enter(slot, level) : !check(what, slot)) {
        return false;
      }
      if (!inside) {
        take(what, slot);
      }
    }
    complete &= slots.complete();
    return slots.complete();
  }

  private boolean enter(Slot slot, int level) {
    if (isNull(slot)) {
      return true;
    }
    if (ofDefinition && slot.form() == Slot.Form.PYSLOT && (slot.flags() & Slot.STATIC) == 0) {
      refuse("slots included from PyModuleDef must be static");
      return false;
    }
    if (level + 1 >= MAX_NESTING) {
      refuse("too many levels of nested slots");
      return false;
    }
    if (slot.nested().isEmpty()) {
      complete = false;
      return false;
    }
    return iterate(slot.nested().get(), level + 1);
  }

  private boolean check(ModuleSlot what, Slot slot) {
    if (what == ModuleSlot.METHODS
        && slot.form() == Slot.Form.PYSLOT
        && (slot.flags() & Slot.STATIC) == 0) {
      refuse("Py_mod_methods requires PySlot_STATIC");
      return false;
    }
    boolean mayBeNull =
        switch (what) {
          case CREATE, MULTIPLE_INTERPRETERS, GIL, STATE_SIZE -> true;
          default -> false;
        };
    if (!mayBeNull && isNull(slot)) {
      refuse("NULL not allowed for slot " + what.cName());
      return false;
    }
    boolean again = !seen.add(what);
    boolean mayRepeat = what == ModuleSlot.ABI || (what == ModuleSlot.EXEC && ofDefinition);
    if (again && !mayRepeat) {
      refuse("has multiple " + what.cName() + " slots");
      return false;
    }
    Optional<String> conflict =
        definition.flatMap(def -> DefinitionSlots.conflict(def, what, slot));
    conflict.ifPresent(this::refuse);
    return conflict.isEmpty();
  }

  private void take(ModuleSlot what, Slot slot) {
    switch (what) {
      case GIL ->
          gil =
              switch (slot.value()) {
                case Word.Value(long value) -> gil(value, version);
                case Word.Import _ -> gil(-1, version);
                case Word.Unreadable() -> Gil.UNKNOWN;
              };
      case MULTIPLE_INTERPRETERS ->
          interpreters =
              switch (slot.value()) {
                case Word.Value(long value) ->
                    value == 0
                        ? Interpreters.NOT_SUPPORTED
                        : value == 2 ? Interpreters.PER_INTERPRETER_GIL : Interpreters.SUPPORTED;
                case Word.Import _ -> Interpreters.SUPPORTED;
                case Word.Unreadable() -> Interpreters.UNKNOWN;
              };
      case ABI -> {
        if (slot.abiInfo().isPresent()) {
          abiInfos.add(slot.abiInfo().get());
        } else {
          complete = false;
        }
      }
      default -> {
        // The others say nothing about whether the module fits.
      }
    }
  }

  /**
   * What a value of {@code Py_mod_gil} comes to. Up to 3.14 only 0 counts as used (CPython's {@code
   * Python/import.c}), from 3.15 on everything but 1 ({@code Objects/moduleobject.c}).
   */
  static Gil gil(long value, PythonVersion version) {
    boolean notUsed = version.atLeast(ModuleSlot.PEP_820) ? value == 1 : value != 0;
    return notUsed ? Gil.NOT_USED : Gil.USED;
  }

  private static boolean isNull(Slot slot) {
    return slot.value() instanceof Word.Value(long value) && value == 0;
  }

  private static Problem unknown(int id) {
    if (id == INVALID_ID) {
      return new Problem(true, "invalid slot (Py_slot_invalid, 65535)");
    }
    return new Problem(
        true, (id < COUNT_OF_IDS ? "invalid module slot " : "unknown module slot ID ") + id);
  }

  private void refuse(String text) {
    problem = Optional.of(new Problem(false, text));
  }
}
