package io.abiwarden.worker.protocol;

/** How a module was seen to initialise. */
public enum InitStyle {
  /** Its entry function made the module itself. */
  SINGLE_PHASE,
  /** Its entry function returned a {@code PyModuleDef} (PEP 489). */
  MULTI_PHASE,
  /** It was made from exported slots (PEP 793). */
  EXPORT,
  /** It did not come to that, or what was made is no module. */
  UNKNOWN
}
