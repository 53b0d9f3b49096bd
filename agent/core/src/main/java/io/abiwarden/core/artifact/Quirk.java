package io.abiwarden.core.artifact;

import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;

/**
 * What can be wrong with a zip file or an entry of it. The first four are of the archive, and come
 * with a sentence of their own; the others are of entries, which are named.
 */
enum Quirk {
  PREPENDED(Rule.AW502, Level.ERROR, "", "", Help.REPACK),
  TRAILING(Rule.AW502, Level.ERROR, "", "", Help.REPACK),
  CONFUSION(Rule.AW502, Level.ERROR, "", "", Help.REPACK),
  TOO_MANY(Rule.AW503, Level.ERROR, "", "", Help.HOSTILE),

  LEAVES(
      Rule.AW504,
      Level.ERROR,
      "would leave the wheel's folder",
      "would leave the wheel's folder",
      Help.HOSTILE),
  TWICE(Rule.AW504, Level.ERROR, "is there twice", "are there twice", Help.REPACK),
  FILE_AND_FOLDER(
      Rule.AW504,
      Level.ERROR,
      "is a file and a folder at once",
      "are files and folders at once",
      Help.REPACK),
  SAME_ON_SOME_SYSTEMS(
      Rule.AW504,
      Level.WARNING,
      "is there in another spelling too; on Windows and macOS one overwrites the other",
      "are there in other spellings too; on Windows and macOS one overwrites the other",
      "Rename one of them."),

  OTHER_NAME(
      Rule.AW502,
      Level.ERROR,
      "has another name beside its data than in the directory, so tools differ in what they see",
      "have other names beside their data than in the directory, so tools differ in what they see",
      Help.HOSTILE),
  OTHER_HEADER(
      Rule.AW502,
      Level.ERROR,
      "is described otherwise beside its data than in the directory",
      "are described otherwise beside their data than in the directory",
      Help.REPACK),
  NOT_TEXT(
      Rule.AW502,
      Level.ERROR,
      "has a name that is not UTF-8",
      "have names that are not UTF-8",
      Help.REPACK),
  UNMARKED(
      Rule.AW502,
      Level.ERROR,
      "has a name that is not ASCII and not marked as UTF-8: pip garbles it and uv refuses it",
      "have names that are not ASCII and not marked as UTF-8: pip garbles them and uv refuses them",
      Help.REPACK),
  LINK(
      Rule.AW502,
      Level.WARNING,
      "is a symbolic link or a device; installers write a text file in its place",
      "are symbolic links or devices; installers write text files in their place",
      "Wheels cannot hold links: put in the file itself."),
  ENCRYPTED(Rule.AW502, Level.ERROR, "is encrypted", "are encrypted", Help.REPACK),
  METHOD(
      Rule.AW502,
      Level.ERROR,
      "is not packed with Deflate, as installers expect, and is not read",
      "are not packed with Deflate, as installers expect, and are not read",
      "Pack it with Deflate."),
  OUTSIDE(
      Rule.AW502,
      Level.ERROR,
      "has its data outside of the file",
      "have their data outside of the file",
      Help.AGAIN),
  OVERLAPS(
      Rule.AW502,
      Level.ERROR,
      "shares its bytes with another entry, and is not read",
      "share their bytes with other entries, and are not read",
      Help.HOSTILE),
  WRONG_SIZE(
      Rule.AW502,
      Level.ERROR,
      "does not have the size that the archive says",
      "do not have the sizes that the archive says",
      Help.AGAIN),
  WRONG_CRC(
      Rule.AW502,
      Level.ERROR,
      "is damaged: its CRC-32 is not what the archive says",
      "are damaged: their CRC-32s are not what the archive says",
      Help.AGAIN),
  BROKEN(
      Rule.AW502,
      Level.ERROR,
      "is damaged: its data cannot be unpacked",
      "are damaged: their data cannot be unpacked",
      Help.AGAIN),
  EXTRA(
      Rule.AW502,
      Level.WARNING,
      "has extra fields that end too early",
      "have extra fields that end too early",
      Help.REPACK),
  FULL_FOLDER(
      Rule.AW502,
      Level.WARNING,
      "is a folder, yet has data",
      "are folders, yet have data",
      Help.REPACK),

  BOMB(
      Rule.AW503,
      Level.ERROR,
      "would unpack to more than " + Limits.RATIO + " times its size, and is not read",
      "would unpack to more than " + Limits.RATIO + " times their size, and are not read",
      Help.HOSTILE),
  TOTAL(
      Rule.AW503,
      Level.ERROR,
      "is not read, as the wheel would unpack to too much",
      "are not read, as the wheel would unpack to too much",
      Help.HOSTILE),
  LONG_NAME(
      Rule.AW503,
      Level.ERROR,
      "has a name of more than " + Limits.NAME + " bytes, and is left out",
      "have names of more than " + Limits.NAME + " bytes, and are left out",
      Help.HOSTILE);

  private final Rule rule;
  private final Level level;
  private final String one;
  private final String many;
  private final String help;

  Quirk(Rule rule, Level level, String one, String many, String help) {
    this.rule = rule;
    this.level = level;
    this.one = one;
    this.many = many;
    this.help = help;
  }

  Rule rule() {
    return rule;
  }

  Level level() {
    return level;
  }

  String help() {
    return help;
  }

  /** What is said of one entry, or of several. */
  String says(boolean several) {
    return several ? many : one;
  }

  private static final class Help {
    static final String REPACK = "Pack the wheel again with the tool that built it.";
    static final String AGAIN = "Build or download it again; it may be incomplete.";
    static final String HOSTILE = "Do not install it, and tell whoever sent it.";
  }
}
