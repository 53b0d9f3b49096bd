package io.abiwarden.worker.check;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.artifact.ExtensionFile;
import io.abiwarden.core.artifact.ExtensionFile.Content;
import io.abiwarden.core.evidence.Binding;
import io.abiwarden.core.evidence.Evidence;
import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.fix.Made;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.wheel.CompatibleTags;
import io.abiwarden.core.wheel.Host;
import io.abiwarden.worker.python.Interpreter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what the extensions of an artifact come to on one interpreter. */
final class PairResults {

  private PairResults() {}

  /**
   * The result.
   *
   * @param extensions one for each extension of the artifact, in their order
   * @param here what wheels would be installed on for an interpreter of this machine
   * @param byPath whether file names do not count
   */
  static PairResult of(
      Artifact artifact,
      Interpreter python,
      List<ExtensionResult> extensions,
      Host here,
      boolean byPath) {
    boolean wheel = artifact.kind() == Artifact.Kind.WHEEL;
    Optional<Boolean> installable =
        wheel ? Optional.of(python.accepts(artifact.tags(), here)) : Optional.empty();
    List<ExtensionResult> all = extensions;
    if (installable.orElse(false) && !byPath) {
      all = withMissingModules(artifact, python, extensions);
    }
    boolean missing =
        all.stream()
            .flatMap(e -> e.findings().stream())
            .anyMatch(finding -> finding.rule() == Rule.AW208);
    Verdict worst =
        all.stream()
            .map(ExtensionResult::verdict)
            .min(Verdict::compareTo)
            .orElse(Verdict.NOT_APPLICABLE);
    Verdict verdict = missing && worst.compareTo(Verdict.REFUSED) > 0 ? Verdict.REFUSED : worst;
    return new PairResult(
        python,
        installable,
        wheel ? Optional.of(CompatibleTags.RULES) : Optional.empty(),
        verdict,
        all);
  }

  /** Says AW208 of the modules that would be installed and have no file this Python looks for. */
  private static List<ExtensionResult> withMissingModules(
      Artifact artifact, Interpreter python, List<ExtensionResult> extensions) {
    Map<String, Boolean> present = new LinkedHashMap<>();
    for (int i = 0; i < extensions.size(); i++) {
      ExtensionResult extension = extensions.get(i);
      ExtensionFile file = artifact.extensions().get(i);
      boolean there = extension.verdict() != Verdict.NOT_APPLICABLE || hasSource(artifact, file);
      present.merge(extension.module(), there, Boolean::logicalOr);
    }
    List<ExtensionResult> all = new ArrayList<>();
    for (ExtensionResult extension : extensions) {
      all.add(
          present.getOrDefault(extension.module(), true)
              ? extension
              : missing(extension, python, made(artifact, artifact.extensions().get(all.size()))));
    }
    return all;
  }

  private static boolean hasSource(Artifact artifact, ExtensionFile file) {
    String path = file.file();
    int end = path.length() - file.name().map(n -> n.suffix().length()).orElse(0);
    return artifact.tree().hasSource(path.substring(0, end));
  }

  private static Made made(Artifact artifact, ExtensionFile file) {
    Binding binding =
        file.content() instanceof Content.Understood(List<Evidence> slices) && !slices.isEmpty()
            ? slices.getFirst().binding()
            : Binding.NONE;
    return new Made(binding, artifact.packers().of(file.file()));
  }

  private static ExtensionResult missing(ExtensionResult extension, Interpreter python, Made made) {
    List<Finding> findings = new ArrayList<>(extension.findings());
    findings.add(
        new Finding(
            Rule.AW208,
            Level.ERROR,
            "An installer would put this wheel on "
                + python.facts().display()
                + ", which finds no module "
                + extension.module()
                + " in it: it does not look for a file named "
                + extension.file().substring(extension.file().lastIndexOf('/') + 1)
                + ".",
            made.help(
                new Fix.BuildFor(
                    python.facts().version().minor(),
                    python.facts().freeThreaded(),
                    extension.file().contains(".abi3.")),
                "Build a wheel for it, or correct the wheel's tags or the file's name.")));
    return extension.withFindings(findings);
  }
}
