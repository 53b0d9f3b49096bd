package io.abiwarden.worker.check;

import io.abiwarden.worker.python.Interpreter;
import java.nio.file.Path;
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
