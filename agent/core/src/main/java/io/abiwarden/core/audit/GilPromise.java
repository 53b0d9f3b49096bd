package io.abiwarden.core.audit;

import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Judgement;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.python.InterpreterFacts;
import java.util.ArrayList;
import java.util.List;

/** Whether what is promised to free-threaded Python leaves it free-threaded (AW301). */
final class GilPromise {

  private GilPromise() {}

  static void apply(ReadImage image, List<InterpreterFacts> pythons, Found found) {
    List<String> ids = new ArrayList<>();
    String help = "";
    for (InterpreterFacts python : pythons) {
      Judgement judgement = image.judgements().get(python.id());
      if (judgement != null && judgement.verdict() == Verdict.LOADS_GIL) {
        ids.add(python.id());
        help =
            judgement.findings().stream()
                .filter(finding -> finding.rule() == Rule.AW301)
                .map(Finding::help)
                .findFirst()
                .orElse("");
      }
    }
    if (!ids.isEmpty()) {
      found.add(
          image.file(),
          Rule.AW301,
          Level.WARNING,
          image.fileName()
              + " is promised to CPython "
              + String.join(", ", ids)
              + ", but does not say that it runs without the GIL: importing it turns the GIL on for"
              + " the whole process.",
          help,
          ids);
    }
  }
}
