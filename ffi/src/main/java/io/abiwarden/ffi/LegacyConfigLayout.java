package io.abiwarden.ffi;

import java.util.List;
import java.util.Optional;

/**
 * Where the fields of {@code PyConfig} lie that are set here, on 64-bit platforms: in bytes, for
 * the versions that have no {@code PyInitConfig}. The struct changed with every minor version and
 * never within one; the numbers are those of {@code offsetof} with each version's headers.
 *
 * @param minor the minor version
 * @param size of the struct
 * @param siteImport an int
 * @param writeBytecode an int
 * @param programName a {@code wchar_t *}
 * @param home a {@code wchar_t *}
 * @param executable a {@code wchar_t *}
 */
record LegacyConfigLayout(
    int minor,
    int size,
    int siteImport,
    int writeBytecode,
    int programName,
    int home,
    int executable) {

  /** The free-threaded 3.13 has one field more, where the others have padding. */
  static final List<LegacyConfigLayout> ALL =
      List.of(
          new LegacyConfigLayout(9, 392, 152, 176, 112, 240, 272),
          new LegacyConfigLayout(10, 392, 152, 180, 240, 256, 296),
          new LegacyConfigLayout(11, 424, 168, 196, 264, 280, 328),
          new LegacyConfigLayout(12, 432, 176, 204, 272, 288, 336),
          new LegacyConfigLayout(13, 448, 176, 204, 280, 296, 344));

  /** The row of a version, if it is one of these. */
  static Optional<LegacyConfigLayout> of(LibPythonKind kind) {
    return ALL.stream().filter(row -> kind.major() == 3 && row.minor == kind.minor()).findFirst();
  }
}
