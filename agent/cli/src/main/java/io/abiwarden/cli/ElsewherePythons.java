package io.abiwarden.cli;

import io.abiwarden.cli.index.IndexException;
import io.abiwarden.cli.index.IndexFile;
import io.abiwarden.cli.index.Release;
import io.abiwarden.core.wheel.Host;
import io.abiwarden.core.wheel.Tag;
import io.abiwarden.core.wheel.WheelName;
import io.abiwarden.worker.check.Machine;
import io.abiwarden.worker.python.Interpreter;
import io.abiwarden.worker.python.Interpreters;
import io.abiwarden.worker.python.NoSuchInterpreterException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The interpreters of other platforms among those that a user names.
 *
 * @param pythons they themselves
 * @param alone whether no other interpreter is named
 */
record ElsewherePythons(List<Interpreter> pythons, boolean alone) {

  /** There is none. */
  static final ElsewherePythons NONE = new ElsewherePythons(List.of(), false);

  /** Copies the list. */
  ElsewherePythons {
    pythons = List.copyOf(pythons);
  }

  /**
   * Those that a check names.
   *
   * @throws UsageException if one names a version or platform that is not known
   */
  static ElsewherePythons of(CheckOptions check) throws UsageException {
    List<Interpreter> found = new ArrayList<>();
    for (String spec : check.pythons()) {
      try {
        Interpreters.elsewhere(spec).ifPresent(found::add);
      } catch (NoSuchInterpreterException e) {
        throw new UsageException(check.pythonOrigin() + " " + e.getMessage());
      }
    }
    return new ElsewherePythons(found, found.size() == check.pythons().size());
  }

  /** Says that nothing is run on them, where somebody asked for that. */
  void notice(CheckOptions check, Console console) throws UsageException {
    if (!pythons.isEmpty() && check.wantsToRun()) {
      console.notice(
          ids()
              + (pythons.size() == 1 ? " is" : " are")
              + " not on this machine: only read, and judged from data (--depth static)");
    }
  }

  private String ids() {
    return String.join(", ", pythons.stream().map(Interpreter::id).distinct().toList());
  }

  /**
   * Of a release's wheels those that an installer would put on one of them; where there is none, or
   * other interpreters are named as well, those for their platforms.
   *
   * @throws IndexException if there is none for any of the platforms; the message names what there
   *     is
   */
  Release pick(Release release) throws IndexException {
    if (pythons.isEmpty()) {
      return release;
    }
    Set<String> platforms = platforms();
    List<IndexFile> taken = wheels(release, this::isTaken);
    List<IndexFile> wanted =
        alone && !taken.isEmpty()
            ? taken
            : wheels(
                release, tags -> tags.stream().map(Tag::platform).anyMatch(platforms::contains));
    // Where there is none, this says which there are.
    return wanted.isEmpty()
        ? release.forPlatforms(
            pythons.stream().flatMap(python -> python.facts().place().stream()).toList())
        : new Release(release.requirement(), wanted, release.hasSource());
  }

  private static List<IndexFile> wheels(Release release, Predicate<List<Tag>> wanted) {
    return release.wheels().stream()
        .filter(
            wheel ->
                WheelName.parse(wheel.name()).filter(name -> wanted.test(name.tags())).isPresent())
        .toList();
  }

  private boolean isTaken(List<Tag> tags) {
    return pythons.stream().anyMatch(python -> python.accepts(tags, Machine.host()));
  }

  private Set<String> platforms() {
    Set<String> platforms = new LinkedHashSet<>();
    for (Interpreter python : pythons) {
      python
          .target()
          .ifPresent(
              target -> target.hosts().stream().map(Host::platforms).forEach(platforms::addAll));
    }
    if (!alone) {
      platforms.addAll(Machine.host().platforms());
    }
    platforms.add("any");
    return platforms;
  }
}
