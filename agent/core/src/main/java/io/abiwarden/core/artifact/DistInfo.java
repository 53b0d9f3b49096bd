package io.abiwarden.core.artifact;

import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.wheel.ProjectMetadata;
import io.abiwarden.core.wheel.RequiresPython;
import io.abiwarden.core.wheel.WheelMetadata;
import io.abiwarden.core.wheel.WheelName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A wheel's {@code .dist-info} folder: what its WHEEL and METADATA files say, and what is wrong
 * with them (AW106, AW502).
 *
 * <p>The levels follow what installers do with such a wheel, as seen with pip 26.2 and uv 0.13:
 * what either refuses is an error; what both take, though it is a mistake, is a warning.
 *
 * @param folder the folder's name, without a slash; empty if there is none, or more than one and
 *     none is the file name's
 * @param wheel what WHEEL says; empty if it is missing or cannot be read
 * @param project what METADATA says; empty if it is missing or cannot be read
 * @param findings what is wrong
 */
public record DistInfo(
    Optional<String> folder,
    Optional<WheelMetadata> wheel,
    Optional<ProjectMetadata> project,
    List<Finding> findings) {

  /** The largest WHEEL or METADATA that is read, in bytes; READMEs are part of METADATA. */
  private static final long LARGEST = 16L << 20;

  private static final String SUFFIX = ".dist-info";

  /** Copies the list. */
  public DistInfo {
    findings = List.copyOf(findings);
  }

  /**
   * Reads the folder.
   *
   * @param tree the wheel
   * @param fileName the wheel's file name, which the folder is held against
   */
  public static DistInfo read(FileTree tree, String fileName) {
    Optional<WheelName> name = WheelName.parse(fileName);
    DistInfoRules rules = new DistInfoRules(fileName, name);
    Optional<String> folder = folder(tree, name, rules);
    Optional<WheelMetadata> wheel =
        folder.flatMap(f -> text(tree, f + "/WHEEL", rules)).map(WheelMetadata::parse);
    Optional<ProjectMetadata> project =
        folder.flatMap(f -> text(tree, f + "/METADATA", rules)).map(ProjectMetadata::parse);
    if (folder.isPresent() && !tree.has(folder.get() + "/RECORD")) {
      rules.missing(folder.get() + "/RECORD");
    }
    wheel.ifPresent(rules::judge);
    project.ifPresent(rules::judge);
    return new DistInfo(folder, wheel, project, rules.findings());
  }

  private static Optional<String> folder(
      FileTree tree, Optional<WheelName> name, DistInfoRules rules) {
    TreeSet<String> folders = new TreeSet<>();
    for (String path : tree.files()) {
      int slash = path.indexOf('/');
      if (slash > 0 && path.startsWith(SUFFIX, slash - SUFFIX.length())) {
        folders.add(path.substring(0, slash));
      }
    }
    if (folders.isEmpty()) {
      if (!tree.files().isEmpty()) {
        rules.noFolder();
      }
      return Optional.empty();
    }
    Optional<String> named =
        folders.stream().filter(f -> name.filter(n -> belongs(f, n)).isPresent()).findFirst();
    if (folders.size() > 1) {
      rules.severalFolders(folders);
      return named;
    }
    if (named.isEmpty()) {
      rules.otherFolder(folders.getFirst());
    }
    return Optional.of(folders.getFirst());
  }

  /** Whether a folder is named after the project and version of a wheel, in any spelling. */
  private static boolean belongs(String folder, WheelName name) {
    String stem = folder.substring(0, folder.length() - SUFFIX.length());
    int dash = stem.lastIndexOf('-');
    return dash > 0
        && name.sameProject(stem.substring(0, dash))
        && name.sameVersion(stem.substring(dash + 1));
  }

  private static Optional<String> text(FileTree tree, String path, DistInfoRules rules) {
    if (!tree.has(path)) {
      rules.missing(path);
      return Optional.empty();
    }
    ByteBuffer bytes;
    try {
      bytes = tree.read(path, LARGEST);
    } catch (UnreadableEntryException e) {
      // The tree says so.
      return Optional.empty();
    } catch (IOException e) {
      rules.unreadable(path, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
    Optional<String> text = Utf8.strict(bytes);
    if (text.isEmpty()) {
      rules.unreadable(path, "it is not UTF-8");
      return Optional.of(Utf8.decode(bytes));
    }
    if (text.get().startsWith("\ufeff")) {
      rules.unreadable(path, "it starts with a byte order mark, which hides its first field");
      return Optional.of(text.get().substring(1));
    }
    return text;
  }

  /** The Pythons that the project says it is for; empty if it does not say, or in no way known. */
  public Optional<RequiresPython> requiresPython() {
    return project.flatMap(ProjectMetadata::requiresPython).flatMap(RequiresPython::parse);
  }
}
