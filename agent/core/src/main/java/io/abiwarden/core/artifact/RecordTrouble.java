package io.abiwarden.core.artifact;

import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.fix.Made;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import java.util.SortedSet;
import java.util.regex.Pattern;

/** What can be wrong with RECORD or a file in it, in the order in which it is told. */
enum RecordTrouble {
  DIFFERS(Level.ERROR, "differs from RECORD", "differ from RECORD", Help.CHANGED + " " + Help.PACK),
  NO_FILE(
      Level.ERROR,
      "is listed in RECORD, but not in the wheel",
      "are listed in RECORD, but not in the wheel",
      "Pack the wheel again with wheel pack, which writes RECORD anew."),
  NO_ROW(
      Level.ERROR,
      "is not listed in RECORD",
      "are not listed in RECORD",
      "Pack the wheel again with wheel pack, which writes RECORD anew."),
  LEAVES(
      Level.ERROR,
      "is listed in RECORD, and would lie outside of the wheel's folder",
      "are listed in RECORD, and would lie outside of the wheel's folder",
      "Do not install it: what RECORD lists is what an uninstall removes."),
  NO_HASH(
      Level.WARNING,
      "has no hash in RECORD",
      "have no hash in RECORD",
      "Only RECORD itself and its signatures go without; wheel pack writes it anew."),
  WEAK(
      Level.WARNING,
      "is hashed with MD5 or SHA-1, which PEP 427 forbids",
      "are hashed with MD5 or SHA-1, which PEP 427 forbids",
      "Use sha256; wheel pack writes RECORD anew."),
  UNKNOWN(
      Level.WARNING,
      "has a hash in RECORD that is not known, and was not checked",
      "have hashes in RECORD that are not known, and were not checked",
      "Use sha256; wheel pack writes RECORD anew."),
  SPELLING(
      Level.WARNING,
      "has the right hash in RECORD in a spelling that wheel unpack refuses",
      "have the right hashes in RECORD in a spelling that wheel unpack refuses",
      "Hashes are written in urlsafe Base64 without padding, not in hexadecimal."),
  SIZE(
      Level.WARNING,
      "has another size than RECORD says, though its hash is right",
      "have other sizes than RECORD says, though their hashes are right",
      "Pack the wheel again with wheel pack, which writes RECORD anew."),
  BACKSLASH(
      Level.WARNING,
      "is written with backslashes in RECORD, so installers do not find it there",
      "are written with backslashes in RECORD, so installers do not find them there",
      "Paths in RECORD have forward slashes; wheel pack writes it anew."),
  TWICE(
      Level.WARNING,
      "is listed in RECORD several times; the last row counts",
      "are listed in RECORD several times; the last row counts",
      "Pack the wheel again with wheel pack, which writes RECORD anew.");

  /** What strip, patchelf, codesign and their like change in a wheel. */
  private static final Pattern BINARY = Pattern.compile("\\.(so|pyd|dylib|dll|exe)(\\.[0-9.]+)?$");

  private final Level level;
  private final String one;
  private final String many;
  private final String help;

  RecordTrouble(Level level, String one, String many, String help) {
    this.level = level;
    this.one = one;
    this.many = many;
    this.help = help;
  }

  /**
   * The finding for some files.
   *
   * @param made how the wheel was made
   */
  Finding finding(SortedSet<String> names, Made made) {
    return new Finding(
        Rule.AW501,
        level,
        names.size() > 1
            ? names.size() + " files " + many + ": " + Shown.list(names) + "."
            : Shown.list(names) + " " + one + ".",
        this == DIFFERS && names.stream().allMatch(name -> BINARY.matcher(name).find())
            ? made.help(new Fix.ChangeInBuild(), Help.CHANGED) + " " + Help.PACK
            : help);
  }

  /** Apart, since the constants above are made first. */
  private static final class Help {
    static final String CHANGED = "The wheel was changed after RECORD was written: build it again.";
    static final String PACK =
        "Or pack the changed files with wheel pack, which writes RECORD anew.";
  }
}
