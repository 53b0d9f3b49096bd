package io.abiwarden.core.python;

import java.util.Arrays;
import java.util.Optional;

/**
 * The slots a module can have, with their ids by version (CPython's {@code Include/moduleobject.h}
 * up to 3.14, {@code Include/slots_generated.h} from 3.15 on).
 */
public enum ModuleSlot {
  CREATE("Py_mod_create", 1, 84, 5),
  EXEC("Py_mod_exec", 2, 85, 5),
  MULTIPLE_INTERPRETERS("Py_mod_multiple_interpreters", 3, 86, 12),
  GIL("Py_mod_gil", 4, 87, 13),
  SUBSLOTS("Py_slot_subslots", 0, 92, 15),
  MOD_SLOTS("Py_mod_slots", 0, 94, 15),
  NAME("Py_mod_name", 0, 100, 15),
  DOC("Py_mod_doc", 0, 101, 15),
  STATE_SIZE("Py_mod_state_size", 0, 102, 15),
  METHODS("Py_mod_methods", 0, 103, 15),
  STATE_TRAVERSE("Py_mod_state_traverse", 0, 104, 15),
  STATE_CLEAR("Py_mod_state_clear", 0, 105, 15),
  STATE_FREE("Py_mod_state_free", 0, 106, 15),
  ABI("Py_mod_abi", 0, 109, 15),
  TOKEN("Py_mod_token", 0, 110, 15);

  /** The first minor version that has PEP 820's ids. */
  static final int PEP_820 = 15;

  private final String cName;
  private final int oldId;
  private final int newId;
  private final int since;

  ModuleSlot(String cName, int oldId, int newId, int since) {
    this.cName = cName;
    this.oldId = oldId;
    this.newId = newId;
    this.since = since;
  }

  /** The name in C: {@code Py_mod_gil}. */
  public String cName() {
    return cName;
  }

  /** The minor version of Python 3 that first knew it. */
  public int since() {
    return since;
  }

  /** Whatever slot has this id in any version, for reports. */
  public static Optional<ModuleSlot> named(int id) {
    return Arrays.stream(values())
        .filter(slot -> slot.newId == id || (slot.oldId != 0 && slot.oldId == id))
        .findFirst();
  }

  /**
   * The slot that an interpreter takes an id for.
   *
   * @param id the id, already truncated as that interpreter does
   */
  static Optional<ModuleSlot> known(int id, PythonVersion version) {
    return Arrays.stream(values())
        .filter(slot -> version.atLeast(slot.since))
        .filter(
            slot ->
                (slot.oldId != 0 && slot.oldId == id)
                    || (version.atLeast(PEP_820) && slot.newId == id))
        .findFirst();
  }
}
