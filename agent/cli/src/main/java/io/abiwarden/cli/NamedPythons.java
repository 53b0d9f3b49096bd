package io.abiwarden.cli;

import io.abiwarden.cli.text.BaseName;
import io.abiwarden.core.wheel.WheelName;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.PairResult;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The interpreters that a user named one by one, on each of which a wheel must be installable. Of
 * one that is on another platform that is asked of a release as a whole: its wheels for other
 * systems are none the worse for not being for this one.
 */
final class NamedPythons implements BiPredicate<CheckedArtifact, PairResult> {

  private final Set<String> ids = new HashSet<>();
  private final Set<String> served = new HashSet<>();

  void add(String id) {
    ids.add(id);
  }

  /** Looks which releases have a wheel for which interpreter. */
  void settle(CheckReport report) {
    for (CheckedArtifact artifact : report.artifacts()) {
      for (PairResult pair : artifact.results()) {
        if (pair.installable().equals(Optional.of(true))) {
          release(artifact).ifPresent(release -> served.add(key(release, pair)));
        }
      }
    }
  }

  @Override
  public boolean test(CheckedArtifact artifact, PairResult pair) {
    return ids.contains(pair.python().id())
        && (pair.python().target().isEmpty()
            || release(artifact).filter(release -> served.contains(key(release, pair))).isEmpty());
  }

  private static String key(String release, PairResult pair) {
    return release + " " + pair.python().id();
  }

  private static Optional<String> release(CheckedArtifact artifact) {
    return WheelName.parse(BaseName.of(artifact.artifact()))
        .map(name -> name.normalizedName() + "-" + name.version());
  }
}
