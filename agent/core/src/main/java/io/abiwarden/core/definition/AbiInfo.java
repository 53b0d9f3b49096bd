package io.abiwarden.core.definition;

/**
 * A {@code PyABIInfo} (PEP 793, CPython's {@code Include/modsupport.h}), 12 bytes.
 *
 * @param majorVersion of the struct itself, 0 to 255; 0 disables every check
 * @param minorVersion of the struct itself, 0 to 255; never looked at by CPython
 * @param flags unsigned 16 bits: {@link #STABLE}, {@link #GIL}, {@link #FREE_THREADED}, {@link
 *     #INTERNAL}
 * @param buildVersion {@code PY_VERSION_HEX} of the headers, 0 where not recorded
 * @param abiVersion the ABI's version in the form of {@code PY_VERSION_HEX}, 0 where not recorded
 */
public record AbiInfo(
    int majorVersion, int minorVersion, int flags, int buildVersion, int abiVersion) {

  /** Built against the Stable ABI. */
  public static final int STABLE = 1;

  /** Compatible with builds that have a GIL. */
  public static final int GIL = 2;

  /** Compatible with free-threaded builds. */
  public static final int FREE_THREADED = 4;

  /** Uses CPython's internals: fits exactly one version. */
  public static final int INTERNAL = 8;

  /** Whether all bits of a flag are set. */
  public boolean has(int flag) {
    return (flags & flag) == flag;
  }
}
