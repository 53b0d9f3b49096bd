package io.abiwarden.core.artifact;

import io.abiwarden.core.judge.Finding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Collects what is wrong with an archive, one finding for each kind. Safe for several threads. */
final class Quirks {

  private final Map<Quirk, SortedSet<String>> entries = new EnumMap<>(Quirk.class);
  private final Map<Quirk, String> sentences = new EnumMap<>(Quirk.class);

  /** Something about the archive as a whole; only the first of a kind is kept. */
  synchronized void say(Quirk quirk, String sentence) {
    sentences.putIfAbsent(quirk, sentence);
  }

  /** Something about an entry. */
  synchronized void add(Quirk quirk, String entry) {
    entries.computeIfAbsent(quirk, _ -> new TreeSet<>()).add(entry);
  }

  /**
   * All of it, in the order of {@link Quirk}.
   *
   * @param wheel the file's name, which starts each message
   */
  synchronized List<Finding> findings(String wheel) {
    List<Finding> findings = new ArrayList<>();
    for (Quirk quirk : Quirk.values()) {
      String sentence = sentences.get(quirk);
      if (sentence != null) {
        findings.add(finding(quirk, wheel, sentence));
      }
      SortedSet<String> names = entries.get(quirk);
      if (names != null) {
        boolean several = names.size() > 1;
        String subject = several ? names.size() + " entries " : "entry ";
        findings.add(
            several
                ? finding(quirk, wheel, subject + quirk.says(true) + ": " + Shown.list(names))
                : finding(quirk, wheel, subject + Shown.list(names) + " " + quirk.says(false)));
      }
    }
    return findings;
  }

  private static Finding finding(Quirk quirk, String wheel, String sentence) {
    return new Finding(quirk.rule(), quirk.level(), wheel + ": " + sentence + ".", quirk.help());
  }
}
