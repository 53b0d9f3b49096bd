package io.abiwarden.cli.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word that somebody meant. */
public final class Nearest {

  /** With more than this, a word is another one and not a slip of the pen. */
  private static final int MOST_EDITS = 3;

  private Nearest() {}

  /** The known word that is the fewest edits away; empty if all are far off. */
  public static Optional<String> to(String word, Collection<String> known) {
    String wanted = folded(word);
    int most = Math.min(MOST_EDITS, Math.max(1, word.length() / 2));
    return known.stream()
        .min(Comparator.comparingInt(one -> distance(wanted, folded(one))))
        .filter(one -> distance(wanted, folded(one)) <= most);
  }

  /** {@code ; did you mean timeout?}, or nothing. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known).map(one -> "; did you mean " + one + "?").orElse("");
  }

  private static String folded(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How many letters have to be changed, added, left out, or swapped with their neighbour. */
  private static int distance(String one, String other) {
    int[] beforeLast = new int[other.length() + 1];
    int[] last = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[other.length()];
  }
}
