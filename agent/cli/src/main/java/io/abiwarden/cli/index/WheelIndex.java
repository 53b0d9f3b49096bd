package io.abiwarden.cli.index;

import io.abiwarden.core.wheel.ProjectVersion;
import io.abiwarden.ffi.UserCache;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The index that pip on this machine is set up for. Safe for several threads. */
public final class WheelIndex implements AutoCloseable {

  /** What a file name from elsewhere may consist of, to become one here. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[\\p{Alnum}][\\p{Alnum}._+!-]{0,250}");

  /** How many versions an error names. */
  private static final int NAMED = 5;

  private final PipSettings settings;
  private final Consumer<String> notices;
  private final Pages pages;
  private final Downloads downloads;

  private WheelIndex(
      PipSettings settings, Path home, Downloads.Place place, Consumer<String> notices) {
    this.settings = settings;
    this.notices = notices;
    Http http =
        new Http(
            settings, new Credentials(settings.indexes(), settings.environment(), home), notices);
    this.pages = new Pages(http, home);
    this.downloads = new Downloads(http, place);
  }

  /**
   * The index of pip's configuration: what {@code pip download} would use.
   *
   * @param environment the process's environment
   * @param notices hears lines for the user, from any thread
   * @throws IndexException if pip's configuration cannot be used
   */
  public static WheelIndex ofPip(Map<String, String> environment, Consumer<String> notices)
      throws IndexException {
    Path home = UserCache.home(System.getProperties(), environment).orElse(Path.of("."));
    PipFiles files =
        new PipFiles(environment, System.getProperty("os.name", ""), home, Path.of("/"));
    PipSettings settings = PipSettings.read(files, PipItself.ask(environment));
    return new WheelIndex(settings, home, Downloads.Place.ofUser(environment), notices);
  }

  /** With everything said, for tests. */
  static WheelIndex of(
      PipSettings settings, Path home, Downloads.Place place, Consumer<String> notices) {
    return new WheelIndex(settings, home, place, notices);
  }

  /**
   * Looks up a release.
   *
   * @return its wheels; a yanked one is taken as well, since exactly this version was asked for,
   *     and a notice says so
   * @throws IndexException if there is no such project, version or wheel, or no answer
   */
  public Release find(Requirement requirement) throws IndexException {
    String project = requirement.normalizedName();
    Map<String, IndexFile> ofProject = new LinkedHashMap<>();
    Optional<IndexException> failure = Optional.empty();
    for (String place : settings.findLinks()) {
      try {
        pages.linked(place).forEach(file -> take(file, project, ofProject));
      } catch (IndexException e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }
    boolean known = false;
    for (URI index : settings.indexes()) {
      try {
        Optional<List<IndexFile>> page = pages.project(index, project);
        known |= page.isPresent();
        page.orElse(List.of()).forEach(file -> take(file, project, ofProject));
      } catch (IndexException e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }
    if (ofProject.isEmpty()) {
      throw failure.orElse(noProject(requirement, known));
    }
    failure.ifPresent(e -> notices.accept(e.getMessage() + " (the other indexes are used)"));
    return release(requirement, List.copyOf(ofProject.values()));
  }

  private IndexException noProject(Requirement requirement, boolean known) {
    String where =
        settings.indexes().isEmpty()
            ? "the places of pip's find-links (no-index is set)"
            : String.join(", ", settings.indexes().stream().map(Failures::server).toList());
    return new IndexException(
        known
            ? "\"%s\" has no files on %s".formatted(requirement.name(), where)
            : "there is no project \"%s\" on %s; look at how it is spelt, and at which index pip"
                    .formatted(requirement.name(), where)
                + " is set up for (pip config list)");
  }

  private void take(IndexFile file, String project, Map<String, IndexFile> files) {
    if (Listing.version(file, project).isEmpty()) {
      return;
    }
    if (!PLAIN_NAME.matcher(file.name()).matches()) {
      notices.accept("passed over on the index: a file with the odd name " + file.name());
      return;
    }
    IndexFile before = files.putIfAbsent(file.name(), file);
    if (before != null && !before.sha256().equals(file.sha256()) && file.sha256().isPresent()) {
      notices.accept(
          "%s is there twice with different content, on %s and on %s; the first is taken"
              .formatted(
                  file.name(), Failures.server(before.address()), Failures.server(file.address())));
    }
  }

  private Release release(Requirement requirement, List<IndexFile> files) throws IndexException {
    String project = requirement.normalizedName();
    TreeSet<ProjectVersion> versions = new TreeSet<>();
    files.forEach(file -> Listing.version(file, project).ifPresent(versions::add));
    ProjectVersion version =
        versions.descendingSet().stream()
            .filter(requirement::means)
            .findFirst()
            .orElseThrow(() -> noVersion(requirement, versions));
    List<IndexFile> wheels = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (IndexFile file : files) {
      if (Listing.version(file, project).filter(v -> v.compareTo(version) == 0).isPresent()) {
        if (file.isWheel()) {
          wheels.add(file);
        } else {
          others.add(file.name());
        }
      }
    }
    if (wheels.isEmpty()) {
      throw new IndexException(
          "%s has no wheels, only %s; make one with \"pip wheel --no-deps %s\" and give its file"
              .formatted(requirement, String.join(", ", others), requirement));
    }
    sayYanked(requirement, wheels);
    wheels.sort((one, other) -> one.name().compareTo(other.name()));
    return new Release(requirement, wheels, !others.isEmpty());
  }

  private void sayYanked(Requirement requirement, List<IndexFile> wheels) {
    List<IndexFile> yanked = wheels.stream().filter(wheel -> wheel.yanked().isPresent()).toList();
    if (!yanked.isEmpty()) {
      String reason = yanked.getFirst().yanked().orElse("").strip();
      notices.accept(
          requirement
              + (yanked.size() == wheels.size() ? " was yanked" : " was yanked in part")
              + (reason.isEmpty() ? "" : ": " + reason));
    }
  }

  /** Names the neighbours of what was asked for, and the newest. */
  private static IndexException noVersion(
      Requirement requirement, SortedSet<ProjectVersion> versions) {
    TreeSet<ProjectVersion> named = new TreeSet<>();
    boolean pre =
        requirement.version().isPreRelease()
            || versions.stream().allMatch(ProjectVersion::isPreRelease);
    List<ProjectVersion> candidates =
        versions.stream().filter(version -> pre || !version.isPreRelease()).toList();
    named.add(candidates.getLast());
    candidates.reversed().stream()
        .filter(version -> version.compareTo(requirement.version()) < 0)
        .limit(2)
        .forEach(named::add);
    candidates.stream()
        .filter(version -> version.compareTo(requirement.version()) > 0)
        .limit(2)
        .forEach(named::add);
    for (ProjectVersion newest : candidates.reversed()) {
      if (named.size() < NAMED) {
        named.add(newest);
      }
    }
    return new IndexException(
        "%s has no version %s; there are %s%s"
            .formatted(
                requirement.name(),
                requirement.version().text(),
                String.join(", ", named.stream().map(ProjectVersion::text).toList()),
                named.size() < versions.size()
                    ? " and " + (versions.size() - named.size()) + " more"
                    : ""));
  }

  /**
   * Brings a wheel here.
   *
   * @return where it lies, under its own name, until this is closed
   * @throws IndexException if it cannot be had, or is not what the index says
   */
  public Path fetch(IndexFile wheel) throws IndexException {
    return downloads.fetch(wheel);
  }

  /** Takes away what was not put into the user's cache. */
  @Override
  public void close() throws IOException {
    downloads.close();
  }
}
