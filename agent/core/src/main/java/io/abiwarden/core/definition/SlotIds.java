package io.abiwarden.core.definition;

/** The slot ids that change what is read (CPython 3.15, {@code Include/slots_generated.h}). */
final class SlotIds {

  /** Ends an array. */
  static final int END = 0;

  /** {@code Py_slot_subslots}: points to an array of {@code PySlot}. */
  static final int SUBSLOTS = 92;

  /** {@code Py_mod_slots}: points to an array of {@code PyModuleDef_Slot}. */
  static final int MODULE_SLOTS = 94;

  /** {@code Py_mod_abi}: points to a {@code PyABIInfo}. */
  static final int ABI = 109;

  /** Above every id that CPython 3.16 knows. */
  static final int COUNT = 128;

  private SlotIds() {}
}
