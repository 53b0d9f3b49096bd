package io.abiwarden.ffi;

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
