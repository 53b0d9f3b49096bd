package io.abiwarden.cli.report;

import io.abiwarden.cli.text.BaseName;
import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Observation;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.PythonVersion;
import io.abiwarden.core.wheel.Tag;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckReport.NotChecked;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.ExtensionResult;
import io.abiwarden.worker.check.PairResult;
import io.abiwarden.worker.python.Interpreter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Results of checks that were never made. */
public final class SampleCheck {

  /** What nobody should be able to say with the name of a file, or the text of an exception. */
  public static final List<String> HOSTILE =
      List.of(
          "a|b",
          "a`b``c",
          "back\\|slash\\",
          "<script>alert(1)</script>",
          "@octocat",
          "#1",
          "[link](https://example.org/x)",
          "![image](x.png)",
          "*bold* _it_ ~~gone~~",
          "new\nline\r\n# heading",
          "null\0bell\u0007esc\033[31m",
          "\u202eright\u2028left",
          "half\ud800",
          "\uffff\ufffe",
          "]]>&amp;\"'",
          "{0} {{1}}",
          "100% ~$x$ :smile:",
          "módulo_模块",
          "");

  private SampleCheck() {}

  /** An interpreter by its id: {@code 3.14.7t}, or {@code 3.14.0t@win_amd64}. */
  public static Interpreter python(String id) {
    String here = id.replaceFirst("@.*", "");
    String[] parts = here.replace("t", "").split("\\.");
    InterpreterFacts facts =
        new InterpreterFacts(
            id,
            PythonVersion.of(
                Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])),
            here.endsWith("t"),
            false,
            "linux_x86_64",
            Optional.empty(),
            List.of(".so"),
            Optional.empty());
    return new Interpreter(
        facts,
        Optional.empty(),
        Optional.empty(),
        Path.of("/"),
        Optional.empty(),
        "test",
        true,
        "",
        "");
  }

  /** A file's result. */
  public static ExtensionResult extension(String file, Verdict verdict, Finding... findings) {
    return extension(file, verdict, "", findings);
  }

  /** The same, with what was observed; empty for nothing. */
  public static ExtensionResult extension(
      String file, Verdict verdict, String observed, Finding... findings) {
    return new ExtensionResult(
        file,
        "demo.x",
        verdict,
        Optional.empty(),
        Depth.STATIC,
        List.of(findings),
        Observation.notRun(Depth.STATIC, observed));
  }

  /** An error that names its file and interpreter, as the judge's do. */
  public static Finding mismatch(String file, Interpreter python) {
    return new Finding(
        Rule.AW201,
        Level.ERROR,
        BaseName.of(file)
            + " was laid out for GIL builds; "
            + python.facts().display()
            + " would misread its definition.",
        "Install a wheel for it.");
  }

  /** One artifact on one interpreter, with the worst verdict of its extensions. */
  public static PairResult pair(Interpreter python, ExtensionResult... extensions) {
    Verdict worst = Verdict.NOT_APPLICABLE;
    for (ExtensionResult extension : extensions) {
      worst = extension.verdict().compareTo(worst) < 0 ? extension.verdict() : worst;
    }
    return new PairResult(
        python, Optional.of(true), Optional.of("test"), worst, List.of(extensions));
  }

  /** A wheel. */
  public static CheckedArtifact wheel(String name, PairResult... pairs) {
    return new CheckedArtifact(
        name,
        Artifact.Kind.WHEEL,
        "0".repeat(64),
        List.of(new Tag("cp314", "cp314", "linux_x86_64")),
        List.of(pairs),
        List.of());
  }

  /** A report about some wheels. */
  public static CheckReport report(CheckedArtifact... artifacts) {
    List<Interpreter> pythons = new ArrayList<>();
    for (CheckedArtifact artifact : artifacts) {
      artifact.results().stream()
          .map(PairResult::python)
          .filter(python -> pythons.stream().noneMatch(one -> one.id().equals(python.id())))
          .forEach(pythons::add);
    }
    return new CheckReport(pythons, List.of(artifacts), List.of(), List.of());
  }

  /** Some report or other, of whatever can be in one. */
  public static CheckReport random(Random random) {
    List<Interpreter> pythons = new ArrayList<>();
    for (String id : List.of("3.9.18", "3.13.0", "3.13.5t", "3.14.7", "3.14.7t")) {
      if (random.nextInt(3) > 0) {
        pythons.add(python(id));
      }
    }
    List<CheckedArtifact> artifacts = new ArrayList<>();
    List<NotChecked> notChecked = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      String name = "dist/" + hostile(random) + i + "-1.0-cp314-cp314-linux_x86_64.whl";
      List<PairResult> pairs = new ArrayList<>();
      for (Interpreter python : pythons) {
        if (random.nextInt(4) > 0) {
          pairs.add(randomPair(random, python));
        }
      }
      if (random.nextInt(3) == 0) {
        notChecked.add(new NotChecked(name, "3.15t", "is not here: " + hostile(random)));
      }
      artifacts.add(
          new CheckedArtifact(
              name,
              one(random, Artifact.Kind.values()),
              "",
              List.of(new Tag("cp314", random.nextBoolean() ? "cp314" : "cp314t", "any")),
              pairs,
              random.nextInt(4) == 0 ? List.of(randomFinding(random)) : List.of()));
    }
    return new CheckReport(pythons, artifacts, notChecked, List.of());
  }

  private static PairResult randomPair(Random random, Interpreter python) {
    List<ExtensionResult> extensions = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      List<Finding> findings = new ArrayList<>();
      for (int j = random.nextInt(3); j > 0; j--) {
        findings.add(randomFinding(random));
      }
      extensions.add(
          extension(
              "demo/" + hostile(random) + i + ".so",
              one(random, Verdict.values()),
              random.nextBoolean() ? "" : hostile(random),
              findings.toArray(new Finding[0])));
    }
    PairResult pair = pair(python, extensions.toArray(new ExtensionResult[0]));
    return new PairResult(
        python,
        random.nextInt(3) == 0 ? Optional.empty() : Optional.of(random.nextBoolean()),
        Optional.empty(),
        // Of a wheel that lacks a module, the verdict is worse than that of any file in it.
        random.nextInt(6) == 0 ? Verdict.REFUSED : pair.verdict(),
        pair.extensions());
  }

  private static Finding randomFinding(Random random) {
    Rule[] rules = {Rule.AW201, Rule.AW301, Rule.AW404, Rule.AW409, Rule.AW501};
    return new Finding(
        one(random, rules),
        one(random, Level.values()),
        "It says " + hostile(random) + ".",
        random.nextBoolean() ? "" : "Mend " + hostile(random) + ".");
  }

  /** One of {@link #HOSTILE}. */
  public static String hostile(Random random) {
    return one(random, HOSTILE.toArray(new String[0]));
  }

  /** One of several. */
  public static <T> T one(Random random, T[] all) {
    return List.of(all).get(random.nextInt(all.length));
  }
}
