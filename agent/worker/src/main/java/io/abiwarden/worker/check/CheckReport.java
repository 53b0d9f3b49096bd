package io.abiwarden.worker.check;

import io.abiwarden.worker.python.Interpreter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a check found.
 *
 * @param pythons the interpreters that took part, in order
 * @param artifacts the artifacts, in the order in which they were given
 * @param notChecked what was promised, or asked for, and could not be checked
 * @param unreadable what was given and could not be read at all
 * @param failed what abiwarden itself failed at, all else being done
 * @param stopped whether the check was stopped before its end
 */
public record CheckReport(
    List<Interpreter> pythons,
    List<CheckedArtifact> artifacts,
    List<NotChecked> notChecked,
    List<UnreadableInput> unreadable,
    List<UnreadableInput> failed,
    boolean stopped) {

  /** Copies the lists. */
  public CheckReport {
    pythons = List.copyOf(pythons);
    artifacts = List.copyOf(artifacts);
    notChecked = List.copyOf(notChecked);
    unreadable = List.copyOf(unreadable);
    failed = List.copyOf(failed);
  }

  /** A check that went to its end. */
  public CheckReport(
      List<Interpreter> pythons,
      List<CheckedArtifact> artifacts,
      List<NotChecked> notChecked,
      List<UnreadableInput> unreadable) {
    this(pythons, artifacts, notChecked, unreadable, List.of(), false);
  }

  /**
   * The result of a check of one artifact on one interpreter.
   *
   * @throws IllegalStateException if there is not exactly one; the message says what there is
   *     instead, such as an artifact that cannot be read
   */
  public PairResult result() {
    List<PairResult> all = results();
    if (all.size() != 1) {
      throw new IllegalStateException("not one result but " + all.size() + instead());
    }
    return all.getFirst();
  }

  /**
   * The result of a check of one artifact, on one of its interpreters.
   *
   * @param python an interpreter's id ({@code 3.14.7t}) or its short name ({@code 3.14t})
   * @throws IllegalStateException if there is not exactly one; the message says what there is
   *     instead
   */
  public PairResult result(String python) {
    List<PairResult> there =
        results().stream()
            .filter(
                result ->
                    result.python().id().equals(python)
                        || result.python().facts().shortName().equals(python))
            .toList();
    if (there.size() != 1) {
      throw new IllegalStateException(
          "not one result on " + python + " but " + there.size() + instead());
    }
    return there.getFirst();
  }

  /** All results, of one artifact after the other. */
  public List<PairResult> results() {
    return artifacts.stream().flatMap(artifact -> artifact.results().stream()).toList();
  }

  private String instead() {
    List<String> there = new ArrayList<>();
    for (CheckedArtifact artifact : artifacts) {
      artifact
          .results()
          .forEach(result -> there.add(artifact.artifact() + " on " + result.python().id()));
    }
    notChecked.forEach(not -> there.add(not.artifact() + " on " + not.python() + ": " + not.why()));
    unreadable.forEach(not -> there.add(not.path() + ": " + not.why()));
    failed.forEach(not -> there.add(not.path() + ": " + not.why()));
    return there.isEmpty() ? "" : " (" + String.join("; ", there) + ")";
  }

  /**
   * An interpreter on which an artifact was not checked: it was promised and is not here, or the
   * check was stopped before.
   *
   * @param artifact the artifact
   * @param python the interpreter: {@code 3.15t}
   * @param why one line, with how to get it
   */
  public record NotChecked(String artifact, String python, String why) {}

  /**
   * An input that is not there, or is not what it is named.
   *
   * @param path as given
   * @param why one line
   */
  public record UnreadableInput(Path path, String why) {}
}
