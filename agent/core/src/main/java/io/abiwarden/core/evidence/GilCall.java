package io.abiwarden.core.evidence;

/** What a single-phase module says by {@code PyUnstable_Module_SetGIL}. */
public enum GilCall {
  /** It never calls it: the GIL is used. */
  NEVER,
  /** It passes {@code Py_MOD_GIL_NOT_USED} on every successful way. */
  NOT_USED,
  /** It passes {@code Py_MOD_GIL_USED}. */
  USED,
  /** It passes a number that is neither: not used up to 3.14, used from 3.15 on. */
  ODD,
  /** What was read does not tell. */
  UNKNOWN
}
