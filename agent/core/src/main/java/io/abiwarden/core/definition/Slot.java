package io.abiwarden.core.definition;

import io.abiwarden.core.memory.Word;
import java.util.Optional;

/**
 * One entry of a slot array, raw: ids are not truncated, renamed or checked here, since each Python
 * version reads them in its own way.
 *
 * @param form which of the two structs it was read as
 * @param id the id as stored: a signed 32-bit int in a legacy slot, an unsigned 16-bit one in a
 *     {@code PySlot}
 * @param flags {@code sl_flags} of a {@code PySlot}, 0 in a legacy slot
 * @param value the value's word
 * @param abiInfo what a {@code Py_mod_abi} slot points to, if it can be read
 * @param nested the array that a sub-slot slot points to, if it is one and was followed
 */
public record Slot(
    Form form,
    int id,
    int flags,
    Word value,
    Optional<AbiInfo> abiInfo,
    Optional<SlotArray> nested) {

  /** {@code PySlot_OPTIONAL}: skipped by interpreters that do not know the id. */
  public static final int OPTIONAL = 1;

  /** {@code PySlot_STATIC}. */
  public static final int STATIC = 2;

  /** {@code PySlot_INTPTR}. */
  public static final int INTPTR = 4;

  /** The two structs a slot comes in. */
  public enum Form {
    /** {@code PyModuleDef_Slot}: an int and a pointer. */
    LEGACY,
    /** {@code PySlot} (PEP 820), from 3.15 on. */
    PYSLOT
  }
}
