package io.abiwarden.core.artifact;

import io.abiwarden.core.judge.Text;
import java.util.Collection;

/** How paths out of an archive are shown: they may hold anything, and be of any length. */
final class Shown {

  private static final int LONGEST = 120;

  private Shown() {}

  /** {@code "a", "b" and 3 more}. */
  static String list(Collection<String> paths) {
    return Text.names(paths.stream().map(Shown::quote).toList());
  }

  /** {@code a, b and 3 more}, without quotes. */
  static String plain(Collection<String> words) {
    return Text.names(words.stream().map(word -> clean(word).toString()).toList());
  }

  /** In quotes, on one line, cut if it is long. */
  static String quote(String path) {
    return "\"" + clean(path) + "\"";
  }

  private static StringBuilder clean(String path) {
    StringBuilder shown = new StringBuilder();
    path.codePoints()
        .limit(LONGEST)
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                shown.append('?');
              } else {
                shown.appendCodePoint(c);
              }
            });
    return path.codePointCount(0, path.length()) > LONGEST ? shown.append('…') : shown;
  }
}
