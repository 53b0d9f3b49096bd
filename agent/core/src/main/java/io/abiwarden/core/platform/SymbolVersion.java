package io.abiwarden.core.platform;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an ELF symbol version, taken apart: {@code GLIBCXX_LDBL_3.4.7} is 3.4.7 of the family
 * {@code GLIBCXX_LDBL}.
 *
 * @param family what stands before the number
 * @param number the number
 */
record SymbolVersion(String family, VersionNumber number) {

  private static final Pattern FORM =
      Pattern.compile("([A-Za-z][A-Za-z0-9_]{0,60})_([0-9][0-9.]*)");

  /**
   * A mark of glibc's that is no number: the dynamic linker of 2.36 was the first that reads
   * DT_RELR, and says so by having this version.
   */
  private static final String PACKED_RELOCATIONS = "GLIBC_ABI_DT_RELR";

  static Optional<SymbolVersion> parse(String name) {
    if (name.equals(PACKED_RELOCATIONS)) {
      return Optional.of(new SymbolVersion("GLIBC", VersionNumber.of(2, 36)));
    }
    Matcher matcher = FORM.matcher(name);
    return matcher.matches()
        ? VersionNumber.parse(matcher.group(2))
            .map(number -> new SymbolVersion(matcher.group(1), number))
        : Optional.empty();
  }
}
