package io.abiwarden.ffi;

import static java.util.Map.entry;

import io.abiwarden.ffi.generated.common.CPython;
import io.abiwarden.ffi.generated.common.PyABIInfo;
import io.abiwarden.ffi.generated.common.PyModuleDef_Slot;
import io.abiwarden.ffi.generated.common.PySlot;
import io.abiwarden.ffi.generated.freethreaded.PyModuleDef;
import io.abiwarden.ffi.generated.freethreaded._object;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the fields of CPython's module structs lie, as its own headers (3.15, this platform) say by
 * way of the generated code. What other code keeps in tables of its own is held against this.
 */
public final class DefinitionStructs {

  private DefinitionStructs() {}

  /**
   * The offsets of all fields in bytes, as {@code PyModuleDef.m_slots}, nested ones as {@code
   * PyModuleDef.m_base.m_index}, and the sizes of the structs, as {@code PyModuleDef}.
   *
   * @param freeThreaded for which kind of build
   * @throws NativeAccessException if this JVM may not call native code
   */
  public static Map<String, Long> offsets(boolean freeThreaded) {
    NativeAccess.check();
    Map<String, Long> offsets = new TreeMap<>();
    Map.of(
            "PyObject",
            object(freeThreaded),
            "PyModuleDef",
            definition(freeThreaded),
            "PyModuleDef_Slot",
            PyModuleDef_Slot.layout(),
            "PySlot",
            PySlot.layout(),
            "PyABIInfo",
            PyABIInfo.layout())
        .forEach(
            (name, struct) -> {
              offsets.put(name, struct.byteSize());
              add(offsets, name, struct, 0);
            });
    return Collections.unmodifiableMap(offsets);
  }

  /**
   * The constants of CPython 3.15 by their C names: slot ids, slot flags and ABI info flags.
   *
   * @throws NativeAccessException if this JVM may not call native code
   */
  public static Map<String, Integer> constants() {
    NativeAccess.check();
    return Map.ofEntries(
        entry("Py_slot_end", CPython.Py_slot_end()),
        entry("Py_slot_subslots", CPython.Py_slot_subslots()),
        entry("Py_slot_invalid", CPython.Py_slot_invalid()),
        entry("Py_mod_slots", CPython.Py_mod_slots()),
        entry("Py_mod_name", CPython.Py_mod_name()),
        entry("Py_mod_doc", CPython.Py_mod_doc()),
        entry("Py_mod_state_size", CPython.Py_mod_state_size()),
        entry("Py_mod_methods", CPython.Py_mod_methods()),
        entry("Py_mod_state_traverse", CPython.Py_mod_state_traverse()),
        entry("Py_mod_state_clear", CPython.Py_mod_state_clear()),
        entry("Py_mod_state_free", CPython.Py_mod_state_free()),
        entry("Py_mod_abi", CPython.Py_mod_abi()),
        entry("Py_mod_token", CPython.Py_mod_token()),
        entry("Py_mod_create", CPython.Py_mod_create()),
        entry("Py_mod_exec", CPython.Py_mod_exec()),
        entry("Py_mod_multiple_interpreters", CPython.Py_mod_multiple_interpreters()),
        entry("Py_mod_gil", CPython.Py_mod_gil()),
        entry("PySlot_OPTIONAL", CPython.PySlot_OPTIONAL()),
        entry("PySlot_STATIC", CPython.PySlot_STATIC()),
        entry("PySlot_INTPTR", CPython.PySlot_INTPTR()),
        entry("PyABIInfo_STABLE", CPython.PyABIInfo_STABLE()),
        entry("PyABIInfo_GIL", CPython.PyABIInfo_GIL()),
        entry("PyABIInfo_FREETHREADED", CPython.PyABIInfo_FREETHREADED()),
        entry("PyABIInfo_INTERNAL", CPython.PyABIInfo_INTERNAL()));
  }

  /** Where {@code ob_type} lies in an object. */
  static long typeOffset(boolean freeThreaded) {
    return object(freeThreaded).byteOffset(PathElement.groupElement("ob_type"));
  }

  private static GroupLayout object(boolean freeThreaded) {
    return freeThreaded ? _object.layout() : io.abiwarden.ffi.generated.gil._object.layout();
  }

  private static GroupLayout definition(boolean freeThreaded) {
    return freeThreaded
        ? PyModuleDef.layout()
        : io.abiwarden.ffi.generated.gil.PyModuleDef.layout();
  }

  private static void add(Map<String, Long> offsets, String name, GroupLayout struct, long start) {
    long offset = start;
    for (MemoryLayout member : struct.memberLayouts()) {
      // jextract's name for a union or struct that has none in C: its fields count as the outer
      // one's.
      String field = member.name().filter(text -> !text.startsWith("$anon$")).orElse("");
      String path = field.isEmpty() ? name : name + "." + field;
      if (!field.isEmpty()) {
        offsets.put(path, offset);
      }
      if (member instanceof GroupLayout group) {
        add(offsets, path, group, offset);
      }
      offset += struct instanceof StructLayout ? member.byteSize() : 0;
    }
  }
}
