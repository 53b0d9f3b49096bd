package io.abiwarden.core.judge;

/** What a rule's break does to the import. */
enum Stop {
  /** Nothing by itself. */
  NONE,
  /** It certainly stops the import with an exception, before anything is misread. */
  CLEAN,
  /**
   * It may bring a second Python into the process, which then answers in this one's place: nothing
   * that this one refuses is certain to stop the import.
   */
  SECOND_PYTHON,
  /** It keeps the module from loading, one way or another. */
  FAILS,
  /** It leaves the verdict open. */
  OPEN
}
