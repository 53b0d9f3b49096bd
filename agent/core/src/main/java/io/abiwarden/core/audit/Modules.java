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

  boolean isEmpty() {
    return files.isEmpty();
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
        .map(ReadImage::file)
        .map(file -> file.substring(0, file.length() - suffixLength(module, file)))
        .anyMatch(
            stem ->
                tree.has(stem + ".py")
                    || tree.has(stem + ".pyc")
                    || tree.has(stem + "/__init__.py"));
  }

  private int suffixLength(String module, String file) {
    return files(module).stream()
        .filter(image -> image.file().equals(file))
        .flatMap(image -> image.name().stream())
        .mapToInt(name -> name.suffix().length())
        .findFirst()
        .orElse(0);
  }

  /** The worst that becomes of the modules on an interpreter. */
  Verdict verdict(InterpreterFacts python) {
    Verdict worst = Verdict.NOT_APPLICABLE;
    for (Map.Entry<String, Optional<ReadImage>> module : on(python).entrySet()) {
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
