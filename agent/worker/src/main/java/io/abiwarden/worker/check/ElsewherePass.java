package io.abiwarden.worker.check;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.artifact.ExtensionFile;
import io.abiwarden.core.evidence.Evidence;
import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Judge;
import io.abiwarden.core.judge.Judgement;
import io.abiwarden.core.judge.Subject;
import io.abiwarden.core.link.Linkage;
import io.abiwarden.core.platform.Target;
import io.abiwarden.core.platform.TargetLinker;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.worker.python.Interpreter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges the extensions of one artifact for an interpreter that is not on this machine, from what
 * is known of it and its platform.
 */
final class ElsewherePass {

  /** Links one artifact's extensions, for every platform that it is checked on. */
  static final class Linkers {

    private final Artifact artifact;
    private final Map<Target, TargetLinker> linkers = new HashMap<>();

    Linkers(Artifact artifact) {
      this.artifact = artifact;
    }

    private TargetLinker of(Target target) {
      return linkers.computeIfAbsent(
          target, one -> new TargetLinker(one, artifact.tree(), beside()));
    }

    private Path beside() {
      Path path = artifact.path().toAbsolutePath().normalize();
      return artifact.kind() == Artifact.Kind.FILE
          ? Optional.ofNullable(path.getParent()).orElse(path)
          : path;
    }
  }

  private final Artifact artifact;
  private final InterpreterFacts python;
  private final Target target;
  private final TargetLinker linker;

  private ElsewherePass(Interpreter python, Target target, Linkers linkers) {
    this.artifact = linkers.artifact;
    this.python = python.facts();
    this.target = target;
    this.linker = linkers.of(target);
  }

  /** One for an interpreter; none for those of this machine. */
  static Optional<ElsewherePass> of(Interpreter python, Linkers linkers) {
    return python.target().map(target -> new ElsewherePass(python, target, linkers));
  }

  /**
   * Judges an extension as if it were loaded by its path: for each of the platform's processors the
   * slice that is for it, and of two judgements the worse one.
   */
  StaticResult judge(ExtensionFile file, List<Evidence> slices) {
    List<Half> halves = new ArrayList<>();
    List<Architecture> without = new ArrayList<>();
    for (Architecture architecture : target.architectures()) {
      slices.stream()
          .filter(slice -> slice.image().architecture() == architecture && isFor(slice.image()))
          .findFirst()
          .ifPresentOrElse(slice -> halves.add(half(file, slice)), () -> without.add(architecture));
    }
    if (halves.isEmpty()) {
      String what =
          slices.stream()
              .flatMap(slice -> target.otherPlatform(slice.image()).stream())
              .findFirst()
              .orElse("another platform");
      return StaticPass.notFor(file, "it is for " + what);
    }
    if (!without.isEmpty()) {
      return StaticPass.notFor(
          file,
          "it has no code for "
              + without.getFirst().tag()
              + ", one of the two processors of "
              + target.text());
    }
    Half worst =
        halves.stream().min(Comparator.comparing(h -> h.judgement().verdict())).orElseThrow();
    return new StaticResult(
        file,
        new Judgement(worst.judgement().verdict(), findings(worst, halves)),
        Optional.of(worst.judged()),
        true,
        "");
  }

  private boolean isFor(Image image) {
    return target.otherPlatform(image).isEmpty();
  }

  /** What is judged for one processor. */
  private record Half(Judgement judgement, StaticResult.Judged judged) {}

  private Half half(ExtensionFile file, Evidence evidence) {
    Subject subject =
        new Subject(file.file(), file.lastComponent(), file.name(), artifact.tags(), evidence)
            .builtBy(artifact.packers().of(file.file()));
    Linkage linkage = linker.link(evidence.image(), linkPath(file), python);
    return new Half(
        Judge.judge(subject, python, linkage), new StaticResult.Judged(subject, linkage));
  }

  /** Libraries beside a file that is an artifact by itself are looked for where it lies. */
  private String linkPath(ExtensionFile file) {
    return artifact.kind() == Artifact.Kind.FILE
        ? artifact.path().toAbsolutePath().normalize().toString()
        : file.file();
  }

  private static List<Finding> findings(Half worst, List<Half> halves) {
    Set<Finding> all = new LinkedHashSet<>(worst.judgement().findings());
    halves.forEach(half -> all.addAll(half.judgement().findings()));
    return all.stream().sorted(Comparator.comparing(Finding::level)).toList();
  }
}
