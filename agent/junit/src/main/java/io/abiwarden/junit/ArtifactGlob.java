package io.abiwarden.junit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Finds the artifacts that a path or glob means. */
final class ArtifactGlob {

  /** More than this is a glob that means something else than what was wanted. */
  private static final int MOST = 10_000;

  private static final int SHOWN = 8;

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:/.*");
  private static final Pattern WILD = Pattern.compile(".*[*?\\[{].*");

  /**
   * What was found.
   *
   * @param paths by path; absolute
   * @param whyNone one line if there are none
   */
  record Found(List<Path> paths, String whyNone) {}

  private final String glob;
  private final Path base;
  private final List<String> names;
  private final Collection<Path> found = new TreeSet<>();

  private ArtifactGlob(String glob, Path folder) {
    this.glob = glob;
    boolean drive = DRIVE.matcher(glob).matches();
    this.base =
        drive ? Path.of(glob.substring(0, 3)) : glob.startsWith("/") ? Path.of("/") : folder;
    this.names =
        List.of(glob.substring(drive ? 3 : 0).split("/", -1)).stream()
            .filter(name -> !name.isEmpty() && !name.equals("."))
            .toList();
  }

  /** Where relative paths begin: the project's folder, whether Maven, Gradle or an IDE runs it. */
  static Path projectFolder() {
    String maven = System.getProperty("basedir", "");
    return (maven.isEmpty() ? Path.of("") : Path.of(maven)).toAbsolutePath().normalize();
  }

  /**
   * Looks.
   *
   * @param glob as users write it, with slashes
   * @param folder where relative ones begin; absolute
   */
  static Found find(String glob, Path folder) {
    if (glob.isBlank()) {
      return new Found(List.of(), "a glob of artifacts is empty: name a path such as dist/*.whl");
    }
    try {
      ArtifactGlob search = new ArtifactGlob(glob, folder);
      search.descend(search.base, 0);
      List<Path> paths = new ArrayList<>();
      for (Path path : search.found) {
        paths.addAll(wheelsIn(path));
      }
      return paths.isEmpty() ? new Found(paths, search.whyNone()) : new Found(paths, "");
    } catch (PatternSyntaxException | InvalidPathException e) {
      return new Found(List.of(), "\"" + glob + "\" is not a glob: " + e.getMessage());
    } catch (IOException e) {
      return new Found(List.of(), glob + " cannot be looked for: " + e.getMessage());
    }
  }

  private void descend(Path folder, int depth) throws IOException {
    if (depth == names.size()) {
      if (found.add(folder.normalize()) && found.size() > MOST) {
        throw new IOException("it matches more than " + MOST + " files");
      }
      return;
    }
    String name = names.get(depth);
    if (name.equals("**")) {
      descend(folder, depth + 1);
      for (Path below : children(folder)) {
        if (Files.isDirectory(below, LinkOption.NOFOLLOW_LINKS) && !isHidden(below)) {
          descend(below, depth);
        }
      }
    } else if (WILD.matcher(name).matches()) {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + name);
      for (Path below : children(folder)) {
        if (matcher.matches(fileName(below))
            && (depth + 1 == names.size() || Files.isDirectory(below))) {
          descend(below, depth + 1);
        }
      }
    } else if (Files.exists(folder.resolve(name))) {
      descend(folder.resolve(name), depth + 1);
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    if (Files.isDirectory(folder) && Files.isReadable(folder)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        stream.forEach(children::add);
      }
    }
    children.sort(null);
    return children;
  }

  private static Path fileName(Path path) {
    return Optional.ofNullable(path.getFileName()).orElse(path);
  }

  private static boolean isHidden(Path path) {
    return fileName(path).toString().startsWith(".");
  }

  /** As for the command, a folder with wheels in it stands for these. */
  static List<Path> wheelsIn(Path path) throws IOException {
    List<Path> wheels =
        children(path).stream().filter(file -> file.toString().endsWith(".whl")).toList();
    return wheels.isEmpty() ? List.of(path) : wheels;
  }

  /** The deepest folder that is there on the way, and what is in it. */
  private String whyNone() throws IOException {
    Path folder = base;
    for (String name : names.subList(0, names.size() - 1)) {
      if (WILD.matcher(name).matches() || !Files.isDirectory(folder.resolve(name))) {
        break;
      }
      folder = folder.resolve(name);
    }
    List<Path> children = children(folder);
    ShortNames names = new ShortNames(children);
    List<String> there =
        children.stream()
            .map(path -> names.of(path) + (Files.isDirectory(path) ? "/" : ""))
            .toList();
    String shown = String.join(", ", there.subList(0, Math.min(SHOWN, there.size())));
    return "no artifact is %s: %s %s"
        .formatted(
            glob,
            folder,
            !Files.isDirectory(folder)
                ? "is not there"
                : there.isEmpty()
                    ? "is empty"
                    : "has only "
                        + shown
                        + (there.size() > SHOWN ? " and " + (there.size() - SHOWN) + " more" : ""));
  }
}
