package io.abiwarden.cli.index;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version as PEP 440 orders them: {@code 1.0} and {@code 1.0.0} are one, {@code 1.0rc1} comes
 * before both, {@code 1.0.post1} after.
 */
public final class ReleaseVersion implements Comparable<ReleaseVersion> {

  private static final int LONGEST = 200;

  /** The pattern of PEP 440's appendix B, after lower-casing. */
  private static final Pattern FORM =
      Pattern.compile(
          "v?(?:(?<epoch>\\d+)!)?(?<release>\\d+(?:\\.\\d+)*)"
              + "(?:[-_.]?(?<pre>alpha|beta|preview|pre|a|b|c|rc)[-_.]?(?<preNumber>\\d*))?"
              + "(?<post>-(?<implicit>\\d+)|[-_.]?(?:post|rev|r)[-_.]?(?<postNumber>\\d*))?"
              + "(?<dev>[-_.]?dev[-_.]?(?<devNumber>\\d*))?"
              + "(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?");

  /** Lower than what any number that is written can be. */
  private static final BigInteger BELOW = BigInteger.valueOf(-1);

  private final String text;
  private final List<BigInteger> release;
  private final List<BigInteger> suffix;
  private final List<String> local;
  private final boolean preRelease;

  private ReleaseVersion(String text, Matcher parts) {
    this.text = text;
    this.release = new ArrayList<>();
    release.add(number(parts.group("epoch")));
    for (String part : parts.group("release").split("\\.")) {
      release.add(number(part));
    }
    while (release.size() > 2 && release.getLast().signum() == 0) {
      release.removeLast();
    }
    boolean post = parts.group("post") != null;
    boolean dev = parts.group("dev") != null;
    this.suffix =
        List.of(
            phase(parts.group("pre"), post, dev),
            number(parts.group("preNumber")),
            post ? number(either(parts.group("implicit"), parts.group("postNumber"))) : BELOW,
            // What is not a development release comes after all that are.
            dev ? BigInteger.ZERO : BigInteger.ONE,
            number(parts.group("devNumber")));
    String labels = parts.group("local");
    this.local = labels == null ? List.of() : List.of(labels.split("[-_.]"));
    this.preRelease = dev || parts.group("pre") != null;
  }

  /** Reads a version; empty if it is none. */
  public static Optional<ReleaseVersion> parse(String text) {
    String stripped = text.strip();
    if (stripped.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(stripped.toLowerCase(Locale.ROOT));
    return matcher.matches()
        ? Optional.of(new ReleaseVersion(stripped, matcher))
        : Optional.empty();
  }

  /** Whether it is a pre-release or a development release. */
  boolean isPreRelease() {
    return preRelease;
  }

  /** Whether {@code ==this} means that one: a local part counts only where this has one. */
  boolean matches(ReleaseVersion candidate) {
    return comparePublic(candidate) == 0 && (local.isEmpty() || local.equals(candidate.local));
  }

  /** The order of "dev only, alpha, beta, candidate, final or post". */
  private static BigInteger phase(@Nullable String word, boolean post, boolean dev) {
    if (word == null) {
      return dev && !post ? BELOW : BigInteger.valueOf(3);
    }
    return switch (word.charAt(0)) {
      case 'a' -> BigInteger.ZERO;
      case 'b' -> BigInteger.ONE;
      default -> BigInteger.TWO;
    };
  }

  private static BigInteger number(@Nullable String digits) {
    return digits == null || digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
  }

  private static @Nullable String either(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }

  @Override
  public int compareTo(ReleaseVersion other) {
    int order = comparePublic(other);
    for (int i = 0; order == 0 && i < Math.max(local.size(), other.local.size()); i++) {
      order =
          i >= local.size()
              ? -1
              : i >= other.local.size() ? 1 : compareLabels(local.get(i), other.local.get(i));
    }
    return order;
  }

  private int comparePublic(ReleaseVersion other) {
    int order = compare(release, other.release);
    return order != 0 ? order : compare(suffix, other.suffix);
  }

  private static int compare(List<BigInteger> ours, List<BigInteger> theirs) {
    int order = 0;
    for (int i = 0; order == 0 && i < Math.max(ours.size(), theirs.size()); i++) {
      BigInteger our = i < ours.size() ? ours.get(i) : BigInteger.ZERO;
      BigInteger their = i < theirs.size() ? theirs.get(i) : BigInteger.ZERO;
      order = our.compareTo(their);
    }
    return order;
  }

  /** Numbers by value, and after words. */
  private static int compareLabels(String ours, String theirs) {
    boolean ourNumber = isNumber(ours);
    boolean theirNumber = isNumber(theirs);
    if (ourNumber && theirNumber) {
      return new BigInteger(ours).compareTo(new BigInteger(theirs));
    }
    return ourNumber == theirNumber ? ours.compareTo(theirs) : ourNumber ? 1 : -1;
  }

  private static boolean isNumber(String label) {
    return label.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ReleaseVersion version && compareTo(version) == 0;
  }

  @Override
  public int hashCode() {
    return release.hashCode() * 31 + suffix.hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
