package io.abiwarden.core.judge;

/** What a rule's break does to the import. */
enum Stop {
  /** Nothing by itself. */
  NONE,
  /** It certainly stops the import with an exception, before anything is misread. */
  CLEAN,
  /** It keeps the module from loading, one way or another. */
  FAILS,
  /** It leaves the verdict open. */
  OPEN
}
