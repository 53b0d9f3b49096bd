package io.abiwarden.worker.protocol;

/** How far a worker got, in order. */
public enum Phase {
  /** The worker's JVM has not reported anything yet. */
  STARTING,
  /** Python is being initialised. */
  INITIALISING,
  /** The packages around the module are being imported. */
  PARENTS,
  /** The module was asked for; its file is not being opened yet. */
  IMPORTING,
  /**
   * A file is being opened. In an import the entry function runs in this phase too, since CPython
   * does both in one step.
   */
  OPENING,
  /** The entry function is being called (probe). */
  ENTRY,
  /** The module object exists; its definition is being read. */
  CREATED,
  /** The module's exec slots run. */
  EXECUTING,
  /** The module is imported; the garbage collector visits it. */
  COLLECTING,
  /** A statement of the user's runs, after the import. */
  RUNNING,
  /** All is done. */
  DONE,
  /** The interpreter ends itself, as it does for its user after all was done. */
  EXITING
}
