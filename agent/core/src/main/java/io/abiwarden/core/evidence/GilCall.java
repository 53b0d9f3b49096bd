package io.abiwarden.core.evidence;

/** What a single-phase module says by {@code PyUnstable_Module_SetGIL}. */
public enum GilCall {
  /** It never calls it: the GIL is used. */
  NEVER,
  /** It passes {@code Py_MOD_GIL_NOT_USED} on every successful way. */
  NOT_USED,
  /** It passes something else. */
  USED,
  /** What was read does not tell. */
  UNKNOWN
}
