package io.abiwarden.core.coverage;

import io.abiwarden.core.wheel.CompatibleTags;
import io.abiwarden.core.wheel.Host;
import io.abiwarden.core.wheel.Tag;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which wheel of one release an installer takes: pip's order of candidates ({@code
 * CandidateEvaluator._sort_key} in {@code pip/_internal/index/package_finder.py}, pip 26.3) where
 * the version is given: what was not withdrawn, then the most preferred tag, then the highest build
 * number. uv's (0.13) is the same, but for its not knowing {@code abi3t}.
 */
final class Picker {

  /** Neither a tag nor a build number decides between the two: installers take either. */
  private static final Comparator<Choice> PREFERENCE =
      Comparator.<Choice, Boolean>comparing(choice -> choice.offer().yanked())
          .thenComparingInt(Choice::place)
          .thenComparing(choice -> choice.offer().build(), Picker::higherFirst)
          .thenComparing(choice -> choice.offer().fileName());

  private final Map<Tag, Integer> places = new HashMap<>();

  /**
   * A wheel that an installer could take.
   *
   * @param offer the wheel
   * @param tag its tag that is preferred to its others
   * @param place where that stands among all tags, the most preferred first
   */
  record Choice(Offer offer, Tag tag, int place) {}

  /** An installer's on a machine. */
  Picker(PythonBuild python, Host host) {
    for (Tag tag : CompatibleTags.of(python.version(), python.freeThreaded(), false, host)) {
      places.putIfAbsent(tag, places.size());
    }
  }

  /** Those whose tags and names are accepted, the best first; Requires-Python is not asked. */
  List<Choice> accepted(List<Offer> offers) {
    List<Choice> choices = new ArrayList<>();
    for (Offer offer : offers) {
      if (offer.objections().isEmpty()) {
        best(offer).ifPresent(choices::add);
      }
    }
    choices.sort(PREFERENCE);
    return choices;
  }

  private Optional<Choice> best(Offer offer) {
    Optional<Choice> best = Optional.empty();
    for (Tag tag : offer.name().tags()) {
      Integer place = places.get(tag);
      if (place != null && (best.isEmpty() || place < best.get().place())) {
        best = Optional.of(new Choice(offer, tag, place));
      }
    }
    return best;
  }

  private static int higherFirst(List<String> one, List<String> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return Integer.compare(other.size(), one.size());
    }
    int byNumber = number(other).compareTo(number(one));
    return byNumber != 0 ? byNumber : other.getLast().compareTo(one.getLast());
  }

  private static BigInteger number(List<String> build) {
    return new BigInteger("0" + build.getFirst());
  }
}
