package io.abiwarden.core.definition;

/**
 * What the first words of a static {@code PyModuleDef} say about the headers it was compiled with
 * (CPython's {@code Include/object.h}, {@code PyObject_HEAD_INIT}, by version).
 */
public enum HeaderKind {
  /** Reference count 1: headers of 3.12 or older, or PyO3 whatever its target. */
  GIL_UP_TO_3_12,
  /** Reference count 0xffffffff: headers of 3.13. */
  GIL_3_13,
  /** The split reference count 0x0005_0000_c000_0000: headers of 3.14 or newer. */
  GIL_FROM_3_14,
  /** Flags 0 with a free-threaded mark: headers of 3.13t, or PyO3 for 3.14t. */
  FREE_THREADED_3_13,
  /** Flags 4 with a free-threaded mark: headers of 3.14t or newer. */
  FREE_THREADED_FROM_3_14,
  /** All zero: filled at run time, or not a header. */
  ZERO,
  /** None of these: already used by an interpreter, or written by hand. */
  OTHER
}
