package io.abiwarden.core.audit;

import io.abiwarden.core.artifact.FileTree;
import io.abiwarden.core.judge.Judgement;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.wheel.ExtensionName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The extension modules of an artifact, and the file that an interpreter takes for each. */
final class Modules {

  private final FileTree tree;
  private final Promise promise;
  private final Map<String, List<ReadImage>> files = new TreeMap<>();

  Modules(FileTree tree, Collection<ReadImage> images, Promise promise) {
    this.tree = tree;
    this.promise = promise;
    for (ReadImage image : images) {
      if (image.isModule()) {
        files.computeIfAbsent(image.module(), _ -> new ArrayList<>()).add(image);
      }
    }
  }

  /** What an interpreter takes for each module, by the module's name; empty if it finds none. */
  Map<String, Optional<ReadImage>> on(InterpreterFacts python) {
    Map<String, Optional<ReadImage>> taken = new LinkedHashMap<>();
    files.forEach((module, all) -> taken.put(module, first(python, all)));
    return taken;
  }

  private Optional<ReadImage> first(InterpreterFacts python, List<ReadImage> all) {
    Optional<ReadImage> best = Optional.empty();
    int bestPlace = Integer.MAX_VALUE;
    for (ReadImage image : all) {
      ExtensionName name = image.name().orElseThrow();
      int place = SuffixMachine.isForeign(name, promise) ? -1 : LookedFor.place(python, name);
      if (place >= 0 && place < bestPlace) {
        best = Optional.of(image);
        bestPlace = place;
      }
    }
    return best;
  }

  /** The files of a module. */
  List<ReadImage> files(String module) {
    return files.getOrDefault(module, List.of());
  }

  /** Whether there is Python code to fall back on where a module has no file. */
  boolean hasSource(String module) {
    return files(module).stream()
        .anyMatch(
            image -> {
              int suffix = image.name().orElseThrow().suffix().length();
              return tree.hasSource(image.file().substring(0, image.file().length() - suffix));
            });
  }

  /** The worst that becomes of the modules on an interpreter, whatever its processor. */
  Verdict verdict(InterpreterFacts python) {
    return verdictsByProcessor(python).values().stream()
        .min(Verdict::compareTo)
        .orElseGet(() -> verdict(python, on(python)));
  }

  /**
   * The same on each processor, by what platform tags call it, where files hold images for several
   * of them; nothing where none does.
   */
  Map<String, Verdict> verdictsByProcessor(InterpreterFacts python) {
    List<String> processors =
        files.values().stream()
            .flatMap(List::stream)
            .map(ReadImage::architecture)
            .distinct()
            .toList();
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    boolean universal =
        files.values().stream()
            .anyMatch(all -> all.stream().map(ReadImage::file).distinct().count() < all.size());
    if (universal && processors.size() > 1) {
      for (String processor : processors) {
        Map<String, Optional<ReadImage>> taken = new LinkedHashMap<>();
        files.forEach(
            (module, all) ->
                taken.put(
                    module,
                    first(
                        python,
                        all.stream()
                            .filter(image -> image.architecture().equals(processor))
                            .toList())));
        verdicts.put(processor, verdict(python, taken));
      }
    }
    return verdicts;
  }

  private Verdict verdict(InterpreterFacts python, Map<String, Optional<ReadImage>> taken) {
    Verdict worst = Verdict.NOT_APPLICABLE;
    for (Map.Entry<String, Optional<ReadImage>> module : taken.entrySet()) {
      Verdict verdict =
          module
              .getValue()
              .map(image -> image.judgements().get(python.id()))
              .map(Judgement::verdict)
              .orElse(hasSource(module.getKey()) ? Verdict.NOT_APPLICABLE : Verdict.REFUSED);
      worst = verdict.compareTo(worst) < 0 ? verdict : worst;
    }
    return worst;
  }
}
