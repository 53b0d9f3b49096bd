package io.abiwarden.core.evidence;

/** How an entry function ends, as far as its code tells. */
public enum Ending {
  /** It can return a module, a definition or slots. */
  RETURNS,
  /** It returns NULL whatever happens. */
  RETURNS_NULL,
  /** It returns a definition that it never handed to {@code PyModuleDef_Init}. */
  RETURNS_UNINITIALIZED,
  /** It never comes back. */
  NEVER_RETURNS,
  /**
   * It can return a definition or slots, but their {@code Py_mod_exec} function never comes back.
   */
  EXECUTES_FOR_EVER,
  /** Its code was not understood. */
  UNKNOWN
}
