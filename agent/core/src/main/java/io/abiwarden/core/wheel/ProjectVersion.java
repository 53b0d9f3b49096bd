package io.abiwarden.core.wheel;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version of a project, compared as PEP 440 orders them: {@code 1.0} and {@code 1} are equal.
 * Equality of objects is that of the spelling; {@link #compareTo} is that of the meaning.
 *
 * @param text as it was written
 * @param epoch the number before the {@code !}, 0 if there is none
 * @param release the numbers between the dots, without zeros at the end
 * @param phase where it stands beside its final release: the first number tells a, b, rc, and dev
 *     before all of them, the second is its serial
 * @param post the serial of a post-release, -1 if it is none
 * @param dev the serial of a development release; empty if it is none
 * @param local the parts after the {@code +}
 */
public record ProjectVersion(
    String text,
    BigInteger epoch,
    List<BigInteger> release,
    List<BigInteger> phase,
    BigInteger post,
    Optional<BigInteger> dev,
    List<String> local)
    implements Comparable<ProjectVersion> {

  /** Longer texts are no versions of anything that is published. */
  static final int LONGEST = 200;

  private static final String SEPARATOR = "[-_.]?";

  private static final Pattern GRAMMAR =
      Pattern.compile(
          "v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\\.[0-9]+)*)"
              + ("(?:" + SEPARATOR + "(?<pre>alpha|beta|preview|pre|rc|a|b|c)")
              + (SEPARATOR + "(?<serial>[0-9]*))?")
              + "(?:-(?<bare>[0-9]+)|"
              + (SEPARATOR + "(?<posted>post|rev|r)" + SEPARATOR + "(?<post>[0-9]*))?")
              + ("(?:" + SEPARATOR + "(?<developed>dev)" + SEPARATOR + "(?<dev>[0-9]*))?")
              + "(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?");

  private static final BigInteger NONE = BigInteger.ONE.negate();

  /** Before every pre-release: what is a development release of nothing else. */
  private static final List<BigInteger> BEFORE = List.of(NONE, BigInteger.ZERO);

  private static final List<BigInteger> FINAL = List.of(BigInteger.valueOf(3), BigInteger.ZERO);

  private static final Comparator<ProjectVersion> ORDER =
      Comparator.comparing(ProjectVersion::epoch)
          .thenComparing(ProjectVersion::release, ProjectVersion::numbers)
          .thenComparing(ProjectVersion::phase, ProjectVersion::numbers)
          .thenComparing(ProjectVersion::post)
          .thenComparing(v -> v.dev, Comparator.comparing(d -> d.orElse(BigInteger.TWO.pow(1000))))
          .thenComparing(ProjectVersion::local, ProjectVersion::locals);

  /** Reads a version; empty if PEP 440 knows no such spelling. */
  public static Optional<ProjectVersion> parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    Matcher matcher = GRAMMAR.matcher(lower);
    if (lower.length() > LONGEST || !matcher.matches()) {
      return Optional.empty();
    }
    String pre = matcher.group("pre");
    String bare = matcher.group("bare");
    boolean posted = bare != null || matcher.group("posted") != null;
    boolean developed = matcher.group("developed") != null;
    List<BigInteger> phase = FINAL;
    if (pre != null) {
      int rank = pre.startsWith("a") ? 0 : pre.startsWith("b") ? 1 : 2;
      phase = List.of(BigInteger.valueOf(rank), number(matcher.group("serial")));
    } else if (developed && !posted) {
      phase = BEFORE;
    }
    return Optional.of(
        new ProjectVersion(
            text,
            number(matcher.group("epoch")),
            trimmed(numbers(matcher.group("release"))),
            phase,
            posted ? number(bare != null ? bare : matcher.group("post")) : NONE,
            developed ? Optional.of(number(matcher.group("dev"))) : Optional.empty(),
            matcher.group("local") == null
                ? List.of()
                : List.of(matcher.group("local").split("[-_.]"))));
  }

  private static BigInteger number(@Nullable String digits) {
    return digits == null || digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
  }

  /** The numbers between dots. */
  static List<BigInteger> numbers(String dotted) {
    return Arrays.stream(dotted.split("\\.")).map(BigInteger::new).toList();
  }

  private static List<BigInteger> trimmed(List<BigInteger> numbers) {
    int size = numbers.size();
    while (size > 1 && numbers.get(size - 1).signum() == 0) {
      size--;
    }
    return List.copyOf(numbers.subList(0, size));
  }

  /** Copies the lists. */
  public ProjectVersion {
    release = List.copyOf(release);
    phase = List.copyOf(phase);
    local = List.copyOf(local);
  }

  /** Whether it is a pre-release or a development release. */
  public boolean isPreRelease() {
    return dev.isPresent() || !phase.equals(FINAL);
  }

  /** The version without the part after the {@code +}. */
  public ProjectVersion withoutLocal() {
    return new ProjectVersion(text, epoch, release, phase, post, dev, List.of());
  }

  /** Whether its epoch and release start with those given. */
  boolean startsWith(BigInteger epoch, List<BigInteger> prefix) {
    if (!this.epoch.equals(epoch)) {
      return false;
    }
    List<BigInteger> padded = new ArrayList<>(release);
    while (padded.size() < prefix.size()) {
      padded.add(BigInteger.ZERO);
    }
    return padded.subList(0, prefix.size()).equals(prefix);
  }

  private static int numbers(List<BigInteger> a, List<BigInteger> b) {
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      BigInteger left = i < a.size() ? a.get(i) : BigInteger.ZERO;
      BigInteger right = i < b.size() ? b.get(i) : BigInteger.ZERO;
      int order = left.compareTo(right);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Numbers go after words, and more parts after fewer. */
  private static int locals(List<String> a, List<String> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      boolean left = isNumber(a.get(i));
      boolean right = isNumber(b.get(i));
      int order =
          left && right
              ? new BigInteger(a.get(i)).compareTo(new BigInteger(b.get(i)))
              : left == right ? a.get(i).compareTo(b.get(i)) : left ? 1 : -1;
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static boolean isNumber(String part) {
    return part.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public int compareTo(ProjectVersion other) {
    return ORDER.compare(this, other);
  }
}
