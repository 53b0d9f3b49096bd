package io.abiwarden.core.definition;

import java.util.List;
import java.util.Optional;

/**
 * Where the members of a {@code PyModuleDef} lie, in bytes from its start (CPython's {@code
 * Include/moduleobject.h} and {@code Include/object.h}). The same in every version from 3.9 to 3.16
 * and in either byte order; only builds that trace references (up to 3.12) differ, and those are
 * not read.
 *
 * @param layout {@link DefinitionLayout#GIL} or {@link DefinitionLayout#FREE_THREADED}
 * @param pointerSize 4 or 8
 * @param type {@code ob_type}
 * @param init {@code m_base.m_init}
 * @param index {@code m_base.m_index}
 * @param copy {@code m_base.m_copy}
 * @param name {@code m_name}
 * @param doc {@code m_doc}
 * @param size {@code m_size}
 * @param methods {@code m_methods}
 * @param slots {@code m_slots}
 * @param traverse {@code m_traverse}
 * @param clear {@code m_clear}
 * @param free {@code m_free}
 * @param total the size of the whole struct
 */
public record ModuleDefLayout(
    DefinitionLayout layout,
    int pointerSize,
    int type,
    int init,
    int index,
    int copy,
    int name,
    int doc,
    int size,
    int methods,
    int slots,
    int traverse,
    int clear,
    int free,
    int total) {

  /** The 64-bit form of builds with a GIL. */
  public static final ModuleDefLayout GIL_64 =
      new ModuleDefLayout(
          DefinitionLayout.GIL, 8, 8, 16, 24, 32, 40, 48, 56, 64, 72, 80, 88, 96, 104);

  /** The 64-bit form of free-threaded builds. */
  public static final ModuleDefLayout FREE_THREADED_64 =
      new ModuleDefLayout(
          DefinitionLayout.FREE_THREADED, 8, 24, 32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112, 120);

  /** The 32-bit form of builds with a GIL. */
  public static final ModuleDefLayout GIL_32 =
      new ModuleDefLayout(
          DefinitionLayout.GIL, 4, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52);

  /** The 32-bit form of free-threaded builds. */
  public static final ModuleDefLayout FREE_THREADED_32 =
      new ModuleDefLayout(
          DefinitionLayout.FREE_THREADED, 4, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60, 64);

  private static final List<ModuleDefLayout> ALL =
      List.of(GIL_64, FREE_THREADED_64, GIL_32, FREE_THREADED_32);

  /**
   * Finds a row of the table.
   *
   * @param layout the kind of build
   * @param pointerSize 4 or 8
   * @return the row; empty for {@link DefinitionLayout#OPAQUE}, {@link DefinitionLayout#UNKNOWN}
   *     and other pointer sizes
   */
  public static Optional<ModuleDefLayout> of(DefinitionLayout layout, int pointerSize) {
    return ALL.stream()
        .filter(row -> row.layout == layout && row.pointerSize == pointerSize)
        .findFirst();
  }
}
