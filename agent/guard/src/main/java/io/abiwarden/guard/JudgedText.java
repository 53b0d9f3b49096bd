package io.abiwarden.guard;

import io.abiwarden.core.evidence.Phase;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Judgement;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Traits;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.python.SlotReading.Gil;
import io.abiwarden.core.python.SlotReading.Interpreters;
import io.abiwarden.guard.FileJudge.Judged;
import io.abiwarden.guard.ImportDecision.TargetVerdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.CRC32;

/** A judgement that lasts, as one line of text with a check sum: a torn line is none. */
final class JudgedText {

  private static final int MOST_FINDINGS = 1000;

  private JudgedText() {}

  static String write(JudgedKey key, Judged judged) {
    List<String> fields = new ArrayList<>();
    FileKey file = key.file();
    for (long number :
        new long[] {file.device(), file.inode(), file.size(), file.modified(), file.changed()}) {
      fields.add(Long.toString(number));
    }
    fields.add(key.path());
    fields.add(key.name());
    fields.add(Boolean.toString(judged.extension()));
    fields.add(judged.traits().phase().name());
    fields.add(judged.traits().gil().name());
    fields.add(judged.traits().interpreters().name());
    judgement(judged.judgement().verdict(), judged.judgement().findings(), fields);
    fields.add(judged.target().map(TargetVerdict::interpreter).orElse(""));
    judged.target().ifPresent(t -> judgement(t.verdict(), t.findings(), fields));
    StringBuilder line = new StringBuilder();
    for (String field : fields) {
      escape(field, line);
      line.append('\t');
    }
    return line.append(sum(line.toString())).toString();
  }

  private static void judgement(Verdict verdict, List<Finding> findings, List<String> fields) {
    fields.add(verdict.name());
    fields.add(Integer.toString(findings.size()));
    for (Finding finding : findings) {
      fields.add(finding.rule().name());
      fields.add(finding.level().name());
      fields.add(finding.message());
      fields.add(finding.help());
    }
  }

  /** Reads a line; empty if it is not a whole one. */
  static Optional<Map.Entry<JudgedKey, Judged>> read(String line) {
    int end = line.lastIndexOf('\t') + 1;
    if (end == 0 || !line.substring(end).equals(sum(line.substring(0, end)))) {
      return Optional.empty();
    }
    ArrayDeque<String> fields = new ArrayDeque<>(Arrays.asList(line.split("\t", -1)));
    try {
      FileKey file =
          new FileKey(
              number(fields), number(fields), number(fields), number(fields), number(fields));
      JudgedKey key = new JudgedKey(file, text(fields), text(fields));
      boolean extension = Boolean.parseBoolean(text(fields));
      Traits traits =
          new Traits(
              Phase.valueOf(text(fields)),
              Gil.valueOf(text(fields)),
              Interpreters.valueOf(text(fields)));
      Judgement judgement = new Judgement(Verdict.valueOf(text(fields)), findings(fields));
      String target = text(fields);
      return Optional.of(
          Map.entry(
              key,
              new Judged(
                  judgement,
                  traits,
                  target.isEmpty()
                      ? Optional.empty()
                      : Optional.of(
                          new TargetVerdict(
                              target, Verdict.valueOf(text(fields)), findings(fields))),
                  extension,
                  true)));
    } catch (IllegalArgumentException | NoSuchElementException e) {
      // Written by something else: as good as not written.
      return Optional.empty();
    }
  }

  private static List<Finding> findings(ArrayDeque<String> fields) {
    long count = number(fields);
    if (count < 0 || count > MOST_FINDINGS) {
      throw new IllegalArgumentException("too many findings");
    }
    List<Finding> findings = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      findings.add(
          new Finding(
              Rule.valueOf(text(fields)), Level.valueOf(text(fields)), text(fields), text(fields)));
    }
    return findings;
  }

  private static long number(ArrayDeque<String> fields) {
    return Long.parseLong(fields.removeFirst());
  }

  private static String text(ArrayDeque<String> fields) {
    String field = fields.removeFirst();
    if (field.indexOf('\\') < 0) {
      return field;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && i + 1 < field.length()) {
        i++;
        c =
            switch (field.charAt(i)) {
              case 't' -> '\t';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> '\\';
            };
      }
      text.append(c);
    }
    return text.toString();
  }

  private static void escape(String field, StringBuilder line) {
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      switch (c) {
        case '\\' -> line.append("\\\\");
        case '\t' -> line.append("\\t");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        default -> line.append(c);
      }
    }
  }

  /** The check sum of a line. */
  static String sum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }
}
