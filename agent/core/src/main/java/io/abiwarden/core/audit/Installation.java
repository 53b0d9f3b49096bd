package io.abiwarden.core.audit;

import io.abiwarden.core.judge.Verdict;
import java.util.List;

/**
 * An interpreter that an installer would put the artifact on, and what becomes of it there.
 *
 * @param python the interpreter by its minor version: {@code 3.14t}
 * @param tags the tags that it is accepted for, as {@code cp314-cp314t}
 * @param verdict the worst of its modules, judged from data; {@link Verdict#NOT_APPLICABLE} if it
 *     has none
 */
public record Installation(String python, List<String> tags, Verdict verdict) {

  /** Copies the list. */
  public Installation {
    tags = List.copyOf(tags);
  }
}
