package io.abiwarden.worker.check;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.artifact.ExtensionFile;
import io.abiwarden.core.artifact.ExtensionFile.Content;
import io.abiwarden.core.evidence.Evidence;
import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Judge;
import io.abiwarden.core.judge.Judgement;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Subject;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.link.HostLibraries;
import io.abiwarden.core.link.Linkage;
import io.abiwarden.core.link.Linker;
import io.abiwarden.core.wheel.ExtensionName;
import io.abiwarden.worker.python.Interpreter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and judges all extensions of one artifact for one interpreter; runs nothing. */
final class StaticPass {

  private final Artifact artifact;
  private final Interpreter python;
  private final HostLibraries host;
  private final Linker linker;
  private final Optional<ElsewherePass> elsewhere;

  StaticPass(
      Artifact artifact,
      Interpreter python,
      HostLibraries host,
      Linker linker,
      Optional<ElsewherePass> elsewhere) {
    this.artifact = artifact;
    this.python = python;
    this.host = host;
    this.linker = linker;
    this.elsewhere = elsewhere;
  }

  /** One result for each extension, in their order. */
  List<StaticResult> results(boolean byPath) {
    List<StaticResult> results = new ArrayList<>();
    for (ExtensionFile file : artifact.extensions()) {
      results.add(read(file));
    }
    return byPath ? results : byName(results);
  }

  private StaticResult read(ExtensionFile file) {
    return switch (file.content()) {
      case Content.Unreadable(String _, Optional<String> processor)
          when processor.isPresent() && !isFor(processor.get()) ->
          notFor(file, "it is for " + processor.get());
      case Content.Unreadable(String why, Optional<String> _) ->
          new StaticResult(
              file,
              new Judgement(
                  Verdict.FAILS,
                  List.of(
                      new Finding(
                          Rule.AW502,
                          Level.ERROR,
                          file.file() + " is not a shared library that can be read: " + why + ".",
                          "Build or download it again; it may be incomplete."))),
              Optional.empty(),
              true,
              "");
      case Content.Understood(List<Evidence> slices) ->
          elsewhere.isPresent() ? elsewhere.get().judge(file, slices) : judge(file, slices);
    };
  }

  private boolean isFor(String processor) {
    return python
        .target()
        .map(target -> target.architectures().stream().anyMatch(a -> a.tag().equals(processor)))
        .orElse(processor.equals(host.architecture().tag()));
  }

  /** Workers run on Linux, whose files have one slice. */
  private StaticResult judge(ExtensionFile file, List<Evidence> slices) {
    Evidence evidence = slices.getFirst();
    Optional<String> system =
        switch (evidence.image().format()) {
          case ELF -> Optional.empty();
          case MACHO -> Optional.of("macOS");
          case PE -> Optional.of("Windows");
        };
    if (system.isPresent()) {
      return notFor(file, "it is for " + system.get());
    }
    Architecture architecture = evidence.image().architecture();
    if (architecture != host.architecture()) {
      return notFor(file, "it is for " + architecture.tag());
    }
    Optional<String> musl =
        evidence.image().libraries().stream().filter(l -> l.startsWith("libc.musl-")).findFirst();
    if (musl.isPresent()) {
      return notFor(file, "it is for musl (" + musl.get() + ")");
    }
    Subject subject =
        new Subject(file.file(), file.lastComponent(), file.name(), artifact.tags(), evidence)
            .builtBy(artifact.packers().of(file.file()));
    Linkage linkage =
        linker.link(
            evidence.image(),
            linkPath(file),
            python.image(),
            python.facts().exportedSymbols().orElse(Set.of()));
    return new StaticResult(
        file,
        Judge.judge(subject, python.facts(), linkage),
        Optional.of(new StaticResult.Judged(subject, linkage)),
        true,
        "");
  }

  /** Libraries beside a file outside of a wheel are looked for where it really lies. */
  private String linkPath(ExtensionFile file) {
    return switch (artifact.kind()) {
      case WHEEL -> file.file();
      case TREE -> artifact.path().toAbsolutePath().normalize().resolve(file.file()).toString();
      case FILE -> artifact.path().toAbsolutePath().normalize().toString();
    };
  }

  /** The result for a file of another platform. */
  static StaticResult notFor(ExtensionFile file, String why) {
    return new StaticResult(
        file, new Judgement(Verdict.NOT_APPLICABLE, List.of()), Optional.empty(), false, why);
  }

  /** Of the files of one module, the first in the interpreter's suffix order is looked at. */
  private List<StaticResult> byName(List<StaticResult> results) {
    Map<String, ExtensionFile> first = new HashMap<>();
    for (StaticResult result : results) {
      ExtensionFile file = result.file();
      if (place(file) >= 0) {
        first.merge(file.module(), file, (a, b) -> place(a) <= place(b) ? a : b);
      }
    }
    List<StaticResult> named = new ArrayList<>();
    for (StaticResult result : results) {
      ExtensionFile file = result.file();
      String chosen =
          Optional.ofNullable(first.get(file.module())).map(ExtensionFile::file).orElse("");
      if (!result.lookedAt() || file.file().equals(chosen)) {
        named.add(result);
      } else {
        named.add(
            result.ignored(place(file) < 0 ? notLookedFor(file) : chosen + " stands before it"));
      }
    }
    return named;
  }

  /** Where its suffix stands in the interpreter's order; -1 if it is not in it. */
  private int place(ExtensionFile file) {
    return file.name().map(n -> python.facts().extensionSuffixes().indexOf(n.suffix())).orElse(-1);
  }

  private String notLookedFor(ExtensionFile file) {
    String suffix = file.name().map(ExtensionName::suffix).orElse("");
    return suffix.isEmpty()
        ? "no Python imports a file of this name"
        : python.facts().display() + " does not look for " + suffix;
  }
}
