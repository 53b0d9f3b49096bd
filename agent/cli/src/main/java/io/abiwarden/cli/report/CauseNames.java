package io.abiwarden.cli.report;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.worker.python.Interpreter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What things are called where causes are told.
 *
 * @param artifacts the short names of artifacts, by their own
 * @param noun what artifacts are: {@code wheel}
 * @param pythons all interpreters; none in an audit
 */
record CauseNames(Map<String, String> artifacts, String noun, List<Interpreter> pythons) {

  CauseNames {
    artifacts = Map.copyOf(artifacts);
    pythons = List.copyOf(pythons);
  }

  /** The names of all artifacts of a report. */
  static CauseNames of(List<Suite> suites, List<Interpreter> pythons) {
    List<String> paths =
        suites.stream().map(Suite::artifact).filter(name -> !name.equals(Suite.RUN)).toList();
    boolean wheels =
        suites.stream().allMatch(suite -> suite.kind().equals(Optional.of(Artifact.Kind.WHEEL)));
    return new CauseNames(CheckMatrix.shortNames(paths), wheels ? "wheel" : "artifact", pythons);
  }

  String artifact(String name) {
    return artifacts.getOrDefault(name, name);
  }

  /** Whether there is only one artifact, which then need not be named. */
  boolean single() {
    return artifacts.size() <= 1;
  }

  /** {@code 3.13t to 3.14t}. */
  String ranges(Set<String> ids) {
    return CheckMatrix.ranges(
        pythons.stream().filter(python -> ids.contains(python.id())).toList(), pythons);
  }

  /** Interpreters' ids, the oldest first. */
  Set<String> inOrder(Set<String> ids) {
    return CheckMatrix.inOrder(
        pythons.stream().filter(python -> ids.contains(python.id())).toList());
  }
}
