package io.abiwarden.core.audit;

import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Text;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.KnownInterpreters;
import io.abiwarden.core.wheel.ExtensionName;
import io.abiwarden.core.wheel.ExtensionName.Abi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the file names are ones that the promised interpreters look for (AW104), and the entry
 * functions are named after them (AW408).
 */
final class NamingRules {

  private static final String RENAME =
      "Rename the file: .abi3t.so is a suffix for all Pythons from 3.15 on, .so one for older ones as"
          + " well; regular ones of any version and free-threaded ones up to 3.14 look for .abi3.so.";

  private static final String OLDER =
      "Build the wheel with Python 3.14 or older, or rename the file: 3.15 writes the platform into"
          + " the names of its abi3 files, and older ones look for .abi3.so alone.";

  private final Promise promise;
  private final List<InterpreterFacts> pythons;
  private final Found found;

  NamingRules(Promise promise, List<InterpreterFacts> pythons, Found found) {
    this.promise = promise;
    this.pythons = pythons;
    this.found = found;
  }

  void apply(Modules modules, List<ReadImage> images) {
    if (!promise.fromName()) {
      notLookedFor(modules);
      leftovers(modules);
    }
    for (ReadImage image : images) {
      entryNames(image);
      foreignPlatform(image);
    }
  }

  /** Modules that an interpreter would be given, and would not find. */
  private void notLookedFor(Modules modules) {
    Map<String, List<InterpreterFacts>> missing = new LinkedHashMap<>();
    for (InterpreterFacts python : pythons) {
      modules
          .on(python)
          .forEach(
              (module, file) -> {
                if (file.isEmpty()
                    && !modules.hasSource(module)
                    && !modules.files(module).stream().allMatch(this::isForeign)) {
                  missing.computeIfAbsent(module, _ -> new ArrayList<>()).add(python);
                }
              });
    }
    missing.forEach(
        (module, without) -> {
          List<ReadImage> files = modules.files(module);
          ReadImage first = files.getFirst();
          List<String> ids = without.stream().map(InterpreterFacts::id).toList();
          found.add(
              first.file(),
              Rule.AW104,
              Level.ERROR,
              "The wheel is promised as "
                  + promise.text()
                  + ", but its module "
                  + module
                  + " is there only as "
                  + Text.names(files.stream().map(ReadImage::fileName).toList())
                  + ", which "
                  + (ids.size() == pythons.size()
                      ? "no Python so promised looks for."
                      : "CPython "
                          + Text.names(ids)
                          + (ids.size() == 1 ? " does" : " do")
                          + " not look for."),
              help(first),
              ids);
        });
  }

  private String help(ReadImage image) {
    String tag =
        image
            .name()
            .flatMap(NamingRules::tagOf)
            .map(right -> "Tag the wheel " + right + " (wheel tags), or build ")
            .orElse("Build ");
    Abi abi = image.name().map(ExtensionName::abi).orElse(Abi.NONE);
    if (promise.abi3t()) {
      return image.servesBothBefore315() || (abi == Abi.ABI3 && image.exports())
          ? RENAME
          : image.help(new Fix.BuildBoth(image.exports()), RENAME);
    }
    if (abi == Abi.ABI3 && promise.stable()) {
      return OLDER;
    }
    if (promise.none() && !promise.stable()) {
      String bound = image.name().flatMap(NamingRules::tagOf).orElse("");
      return image.help(
          new Fix.NameAbi(bound.substring(bound.indexOf('-') + 1)),
          tag + "it with the interpreter that the wheel is for.");
    }
    if (promise.stable()) {
      String said =
          image.help(
              new Fix.NameStable(promise.stableMinimum().orElse(KnownInterpreters.OLDEST)), "");
      if (!said.isEmpty()) {
        return said;
      }
    }
    return tag
        + (promise.stable()
            ? "the extension for the Stable ABI (setuptools: Extension(py_limited_api=True) as well"
                + " as the bdist_wheel option; the suffix is then .abi3.so)."
            : "it with the interpreter that the wheel is for.");
  }

  /** {@code cp314-cp314t}: the python and ABI tags that a file's name fits. */
  private static Optional<String> tagOf(ExtensionName name) {
    String version = "cp3" + name.minor().orElse(0);
    return switch (name.abi()) {
      case VERSION -> Optional.of(version + "-" + version);
      case VERSION_FREE_THREADED -> Optional.of(version + "-" + version + "t");
      case ABI3, ABI3T, NONE, OTHER -> Optional.empty();
    };
  }

  /** A file of one version that stands before the one that was meant, on that version alone. */
  private void leftovers(Modules modules) {
    for (InterpreterFacts python : pythons) {
      modules
          .on(python)
          .forEach(
              (module, file) ->
                  file.filter(taken -> modules.files(module).size() > 1)
                      .filter(taken -> promise.onlyStable() && isVersion(taken))
                      .ifPresent(taken -> leftover(taken, python)));
    }
  }

  private static boolean isVersion(ReadImage image) {
    return image.name().flatMap(ExtensionName::minor).isPresent();
  }

  private void leftover(ReadImage image, InterpreterFacts python) {
    found.add(
        image.file(),
        Rule.AW104,
        Level.WARNING,
        "The wheel is promised as "
            + promise.text()
            + ", but CPython "
            + python.id()
            + " takes "
            + image.fileName()
            + " before the Stable ABI's file of the same module.",
        "Build from a clean folder, so that no file of another build is packed.",
        List.of(python.id()));
  }

  /** An extension by its name, all of whose entry functions are another module's. */
  private void entryNames(ReadImage image) {
    if (!image.isExtension() || !image.namesAbi() || !image.ownEntries().isEmpty()) {
      return;
    }
    List<String> symbols =
        image.entries().stream().map(EntryEvidence::entry).map(entry -> entry.symbol()).toList();
    found.add(
        image.file(),
        Rule.AW408,
        Level.ERROR,
        image.fileName()
            + " is named for module "
            + image.lastComponent()
            + ", but its entry functions are "
            + Text.names(symbols)
            + ": no Python can import it.",
        image.help(
            new Fix.SameName(image.lastComponent()),
            "Rename the file or the entry function: both must carry the module's name."),
        symbols);
  }

  private boolean isForeign(ReadImage image) {
    return image.name().filter(name -> SuffixMachine.isForeign(name, promise)).isPresent();
  }

  /** A suffix that names another machine than every tag: no interpreter there looks for it. */
  private void foreignPlatform(ReadImage image) {
    if (image.isExtension() && isForeign(image)) {
      String machine = image.name().flatMap(SuffixMachine::of).orElse("another machine");
      found.add(
          image.file(),
          Rule.AW104,
          Level.ERROR,
          "The name of "
              + image.fileName()
              + " is one for "
              + machine
              + (promise.platforms().contains("any")
                  ? ", and the wheel is for any platform: on the others no Python looks for it."
                  : ", which no Python on " + Text.names(promise.platforms()) + " looks for."),
          "Set the suffix of the target (EXT_SUFFIX, or _PYTHON_SYSCONFIGDATA_NAME when"
              + " cross-compiling), or tag the wheel for the machine it is built for.",
          List.of(machine));
    }
  }
}
