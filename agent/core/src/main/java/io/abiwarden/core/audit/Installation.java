package io.abiwarden.core.audit;

import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.judge.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * An interpreter that an installer would put the artifact on, and what becomes of it there.
 *
 * @param python the interpreter by its minor version: {@code 3.14t}
 * @param tags the tags that it is accepted for, as {@code cp314-cp314t}
 * @param verdict the worst of its modules, judged from data; {@link Verdict#NOT_APPLICABLE} if it
 *     has none
 * @param byProcessor where there are files for several processors, as in a universal2 wheel: the
 *     verdict on each, by {@link Architecture#tag()}; else empty
 */
public record Installation(
    String python, List<String> tags, Verdict verdict, Map<String, Verdict> byProcessor) {

  /** Copies the list and the map. */
  public Installation {
    tags = List.copyOf(tags);
    byProcessor = Map.copyOf(byProcessor);
  }

  /** What has files for one processor, or for none. */
  public Installation(String python, List<String> tags, Verdict verdict) {
    this(python, tags, verdict, Map.of());
  }

  /**
   * What becomes of it on machines with some processors.
   *
   * @param processors none if that does not matter
   */
  public Verdict verdictOn(Collection<Architecture> processors) {
    return processors.stream()
        .map(processor -> byProcessor.getOrDefault(processor.tag(), verdict))
        .min(Verdict::compareTo)
        .orElse(verdict);
  }
}
