package io.abiwarden.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The generated layouts against the offsets that a C compiler gives for CPython's headers. */
class DefinitionStructsTest {

  /** Field, offset with a GIL, offset free-threaded; -1 where there is no such field. */
  private static final String[] FACTS = {
    "PyObject 16 32",
    "PyObject.ob_refcnt 0 -1",
    "PyObject.ob_overflow 4 -1",
    "PyObject.ob_flags 6 8",
    "PyObject.ob_tid -1 0",
    "PyObject.ob_mutex -1 10",
    "PyObject.ob_gc_bits -1 11",
    "PyObject.ob_ref_local -1 12",
    "PyObject.ob_ref_shared -1 16",
    "PyObject.ob_type 8 24",
    "PyModuleDef.m_base 0 0",
    "PyModuleDef.m_base.ob_base.ob_type 8 24",
    "PyModuleDef.m_base.m_init 16 32",
    "PyModuleDef.m_base.m_index 24 40",
    "PyModuleDef.m_base.m_copy 32 48",
    "PyModuleDef.m_name 40 56",
    "PyModuleDef.m_doc 48 64",
    "PyModuleDef.m_size 56 72",
    "PyModuleDef.m_methods 64 80",
    "PyModuleDef.m_slots 72 88",
    "PyModuleDef.m_traverse 80 96",
    "PyModuleDef.m_clear 88 104",
    "PyModuleDef.m_free 96 112",
    "PyModuleDef 104 120",
    "PyModuleDef_Slot.slot 0 0",
    "PyModuleDef_Slot.value 8 8",
    "PyModuleDef_Slot 16 16",
    "PySlot.sl_id 0 0",
    "PySlot.sl_flags 2 2",
    "PySlot.sl_reserved 4 4",
    "PySlot.sl_ptr 8 8",
    "PySlot.sl_uint64 8 8",
    "PySlot 16 16",
    "PyABIInfo.abiinfo_major_version 0 0",
    "PyABIInfo.abiinfo_minor_version 1 1",
    "PyABIInfo.flags 2 2",
    "PyABIInfo.build_version 4 4",
    "PyABIInfo.abi_version 8 8",
    "PyABIInfo 12 12",
  };

  @Test
  void fieldsLieWhereCompilersPutThem() {
    assertThat(FACTS).hasSizeGreaterThanOrEqualTo(39);
    Map<String, Long> gil = DefinitionStructs.offsets(false);
    Map<String, Long> freeThreaded = DefinitionStructs.offsets(true);
    for (String fact : FACTS) {
      String[] words = fact.split(" ", -1);
      assertThat(gil.getOrDefault(words[0], -1L))
          .as("GIL: " + fact)
          .isEqualTo(Long.valueOf(words[1]));
      assertThat(freeThreaded.getOrDefault(words[0], -1L))
          .as("free-threaded: " + fact)
          .isEqualTo(Long.valueOf(words[2]));
    }
  }
}
