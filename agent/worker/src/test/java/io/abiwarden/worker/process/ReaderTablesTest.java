package io.abiwarden.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.definition.AbiInfo;
import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.DefinitionReader;
import io.abiwarden.core.definition.ModuleDefLayout;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.Slot;
import io.abiwarden.core.definition.SlotArray;
import io.abiwarden.core.memory.Word;
import io.abiwarden.core.python.ModuleSlot;
import io.abiwarden.ffi.DefinitionStructs;
import io.abiwarden.ffi.ProcessMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What core knows of CPython's structs, held against what jextract made of CPython's own headers.
 * It stands here as core and ffi do not know each other.
 */
class ReaderTablesTest {

  private static final Map<String, Integer> CONSTANTS = DefinitionStructs.constants();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void coreHasTheOffsetsOfTheHeaders(boolean freeThreaded) {
    ModuleDefLayout row = freeThreaded ? ModuleDefLayout.FREE_THREADED_64 : ModuleDefLayout.GIL_64;
    Map<String, Long> expected = new TreeMap<>();
    expected.put("PyModuleDef.m_base.ob_base.ob_type", (long) row.type());
    expected.put("PyModuleDef.m_base.m_init", (long) row.init());
    expected.put("PyModuleDef.m_base.m_index", (long) row.index());
    expected.put("PyModuleDef.m_base.m_copy", (long) row.copy());
    expected.put("PyModuleDef.m_name", (long) row.name());
    expected.put("PyModuleDef.m_doc", (long) row.doc());
    expected.put("PyModuleDef.m_size", (long) row.size());
    expected.put("PyModuleDef.m_methods", (long) row.methods());
    expected.put("PyModuleDef.m_slots", (long) row.slots());
    expected.put("PyModuleDef.m_traverse", (long) row.traverse());
    expected.put("PyModuleDef.m_clear", (long) row.clear());
    expected.put("PyModuleDef.m_free", (long) row.free());
    expected.put("PyModuleDef", (long) row.total());
    assertThat(DefinitionStructs.offsets(freeThreaded)).containsAllEntriesOf(expected);
    assertThat(expected).hasSize(13);
  }

  @Test
  void coreHasTheSlotIdsOfTheHeaders() {
    int compared = 0;
    for (ModuleSlot slot : ModuleSlot.values()) {
      assertThat(CONSTANTS).as("a slot that CPython 3.15 does not have").containsKey(slot.cName());
      assertThat(ModuleSlot.named(constant(slot.cName()))).as(slot.cName()).contains(slot);
      compared++;
    }
    assertThat(compared).isGreaterThanOrEqualTo(15);
    long known = CONSTANTS.keySet().stream().filter(name -> name.startsWith("Py_mod_")).count();
    assertThat(compared).as("core knows every module slot").isEqualTo((int) known + 1);
  }

  @Test
  void coreHasTheFlagsOfTheHeaders() {
    assertThat(AbiInfo.STABLE).isEqualTo(constant("PyABIInfo_STABLE"));
    assertThat(AbiInfo.GIL).isEqualTo(constant("PyABIInfo_GIL"));
    assertThat(AbiInfo.FREE_THREADED).isEqualTo(constant("PyABIInfo_FREETHREADED"));
    assertThat(AbiInfo.INTERNAL).isEqualTo(constant("PyABIInfo_INTERNAL"));
    assertThat(Slot.OPTIONAL).isEqualTo(constant("PySlot_OPTIONAL"));
    assertThat(Slot.STATIC).isEqualTo(constant("PySlot_STATIC"));
    assertThat(Slot.INTPTR).isEqualTo(constant("PySlot_INTPTR"));
  }

  /** A definition, written by the headers' offsets, is what core's reader reads. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void coreReadsWhatTheHeadersLayOut(boolean freeThreaded) {
    Map<String, Long> offsets = DefinitionStructs.offsets(freeThreaded);
    try (Arena arena = Arena.ofConfined();
        ProcessMemory memory = ProcessMemory.open()) {
      Struct abi = new Struct(arena, offsets, "PyABIInfo", 1);
      abi.setByte("abiinfo_major_version", 1).setByte("abiinfo_minor_version", 2);
      abi.setShort("flags", constant("PyABIInfo_STABLE")).setInt("build_version", 0x030f00f0);
      abi.setInt("abi_version", 0x030d0000);

      Struct inner = new Struct(arena, offsets, "PySlot", 2);
      inner.setShort("sl_id", constant("Py_mod_gil")).setShort("sl_flags", 1).setLong("sl_ptr", 1);

      Struct slots = new Struct(arena, offsets, "PyModuleDef_Slot", 3);
      slots.setInt("slot", constant("Py_mod_abi")).setLong("value", abi.address());
      slots.next();
      slots.setInt("slot", constant("Py_slot_subslots")).setLong("value", inner.address());

      Struct definition = new Struct(arena, offsets, "PyModuleDef", 1);
      if (freeThreaded) {
        // What PyObject_HEAD_INIT writes (Include/object.h): immortal, statically allocated.
        definition.setInt("m_base.ob_base.ob_ref_local", -1);
        definition.setShort("m_base.ob_base.ob_flags", 4);
      } else {
        definition.setInt("m_base.ob_base.ob_refcnt", 0xc000_0000);
        definition.setShort("m_base.ob_base.ob_flags", 5);
      }
      definition.setLong("m_name", arena.allocateFrom("named").address());
      definition.setLong("m_size", 24).setLong("m_slots", slots.start());

      RawDefinition read = DefinitionReader.read(new LiveMemory(memory), definition.address());

      assertThat(read.layout())
          .isEqualTo(freeThreaded ? DefinitionLayout.FREE_THREADED : DefinitionLayout.GIL);
      assertThat(read.name()).contains("named");
      assertThat(read.size()).isEqualTo(24);
      SlotArray array = read.slots().orElseThrow();
      assertThat(array.complete()).isTrue();
      assertThat(array.slots()).hasSize(2);
      assertThat(array.slots().getFirst().abiInfo())
          .contains(new AbiInfo(1, 2, AbiInfo.STABLE, 0x030f00f0, 0x030d0000));
      assertThat(array.slots().getLast().nested().orElseThrow())
          .isEqualTo(
              new SlotArray(
                  List.of(
                      new Slot(
                          Slot.Form.PYSLOT,
                          constant("Py_mod_gil"),
                          Slot.OPTIONAL,
                          new Word.Value(1),
                          Optional.empty(),
                          Optional.empty())),
                  true));
    }
  }

  private static int constant(String name) {
    return Optional.ofNullable(CONSTANTS.get(name)).orElseThrow(() -> new AssertionError(name));
  }

  /**
   * Native memory for an array of structs, its fields set by the headers' names; zero elsewhere.
   */
  private static final class Struct {

    private final MemorySegment memory;
    private final Map<String, Long> offsets;
    private final String name;
    private long at;

    Struct(Arena arena, Map<String, Long> offsets, String name, int count) {
      this.offsets = offsets;
      this.name = name;
      this.memory = arena.allocate(count * offset(name), 8);
    }

    long start() {
      return memory.address();
    }

    long address() {
      return memory.address() + at;
    }

    void next() {
      at += offset(name);
    }

    Struct setByte(String field, int value) {
      memory.set(ValueLayout.JAVA_BYTE, place(field), (byte) value);
      return this;
    }

    Struct setShort(String field, int value) {
      memory.set(ValueLayout.JAVA_SHORT, place(field), (short) value);
      return this;
    }

    Struct setInt(String field, int value) {
      memory.set(ValueLayout.JAVA_INT, place(field), value);
      return this;
    }

    Struct setLong(String field, long value) {
      memory.set(ValueLayout.JAVA_LONG, place(field), value);
      return this;
    }

    private long place(String field) {
      return at + offset(name + "." + field);
    }

    private long offset(String path) {
      return Optional.ofNullable(offsets.get(path)).orElseThrow(() -> new AssertionError(path));
    }
  }
}
