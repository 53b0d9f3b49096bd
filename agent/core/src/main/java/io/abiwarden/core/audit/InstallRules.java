package io.abiwarden.core.audit;

import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.fix.Made;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Judgement;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Text;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.wheel.CompatibleTags;
import io.abiwarden.core.wheel.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where an installer puts a wheel, and where it loads: AW109 and AW113. */
final class InstallRules {

  private final Promise promise;
  private final List<InterpreterFacts> pythons;
  private final Made made;
  private final Found found;

  InstallRules(Promise promise, List<InterpreterFacts> pythons, Made made, Found found) {
    this.promise = promise;
    this.pythons = pythons;
    this.made = made;
    this.found = found;
  }

  List<Installation> installations(Modules modules) {
    List<Installation> installations = new ArrayList<>();
    for (InterpreterFacts python : pythons) {
      List<String> tags =
          promise.tagsFor(python).stream()
              .map(tag -> tag.python() + "-" + tag.abi())
              .distinct()
              .toList();
      installations.add(
          new Installation(
              python.id(), tags, modules.verdict(python), modules.verdictsByProcessor(python)));
    }
    return installations;
  }

  void apply(Modules modules) {
    if (promise.fromName()) {
      return;
    }
    cannotLoad(modules);
    accepted();
  }

  private void cannotLoad(Modules modules) {
    Map<String, List<InterpreterFacts>> byCause = new LinkedHashMap<>();
    for (InterpreterFacts python : pythons) {
      cause(modules, python)
          .ifPresent(why -> byCause.computeIfAbsent(why, _ -> new ArrayList<>()).add(python));
    }
    if (byCause.isEmpty()) {
      return;
    }
    List<String> ids =
        byCause.values().stream().flatMap(List::stream).map(InterpreterFacts::id).toList();
    List<String> sorted = pythons.stream().map(InterpreterFacts::id).filter(ids::contains).toList();
    found.add(
        Rule.AW109,
        Level.ERROR,
        "Installers put "
            + promise.text()
            + " on CPython "
            + String.join(", ", sorted)
            + (sorted.size() == pythons.size() ? " (all that it is for)" : "")
            + (anyUnsafe(modules) ? ", which it does not fit: " : ", where it cannot load: ")
            + byCause.keySet().iterator().next()
            + (byCause.size() > 1 ? " And " + (byCause.size() - 1) + " more causes." : ""),
        "Mend what the other findings name, or narrow the wheel's tags and requires-python in"
            + " pyproject.toml to the interpreters on which it loads.",
        sorted);
  }

  /** Whether some Python would take it, and may not notice before its memory is corrupt. */
  private boolean anyUnsafe(Modules modules) {
    return pythons.stream().anyMatch(python -> modules.verdict(python) == Verdict.UNSAFE);
  }

  /** Why a module of the wheel is certain not to load on an interpreter. */
  private static Optional<String> cause(Modules modules, InterpreterFacts python) {
    for (Map.Entry<String, Optional<ReadImage>> module : modules.on(python).entrySet()) {
      if (module.getValue().isEmpty()) {
        if (!modules.hasSource(module.getKey())) {
          return Optional.of("it looks for no file of " + module.getKey() + " that is there.");
        }
        continue;
      }
      ReadImage image = module.getValue().get();
      Judgement judgement = image.judgements().get(python.id());
      if (judgement != null && stops(judgement)) {
        return judgement.findings().stream()
            .filter(finding -> finding.level() == Level.ERROR)
            .findFirst()
            .map(Finding::message);
      }
    }
    return Optional.empty();
  }

  private static boolean stops(Judgement judgement) {
    return switch (judgement.verdict()) {
      case UNSAFE, REFUSED, FAILS -> true;
      case UNKNOWN, LOADS_GIL, LOADS, NOT_APPLICABLE -> false;
    };
  }

  /** Parts of the tags that take part in no tag that some interpreter accepts. */
  private void accepted() {
    List<Tag> ofCPython =
        promise.tags().stream().filter(tag -> tag.python().matches("cp3.*")).toList();
    List<Tag> good = ofCPython.stream().filter(CompatibleTags::acceptedBySome).toList();
    List<String> wrong =
        ofCPython.stream()
            .filter(tag -> !CompatibleTags.acceptedBySome(tag))
            .filter(
                tag ->
                    good.stream().noneMatch(other -> other.python().equals(tag.python()))
                        || good.stream().noneMatch(other -> other.abi().equals(tag.abi())))
            .map(tag -> tag.python() + "-" + tag.abi())
            .distinct()
            .toList();
    if (wrong.isEmpty()) {
      return;
    }
    boolean any =
        !good.isEmpty() || promise.tags().stream().anyMatch(tag -> !tag.python().startsWith("cp3"));
    found.add(
        Rule.AW113,
        any ? Level.WARNING : Level.ERROR,
        "No interpreter accepts "
            + (wrong.size() == 1 ? "the tag " : "the tags ")
            + Text.names(wrong)
            + (any ? "; the wheel's other tags are." : ": no installer ever picks this wheel."),
        made.help(new Fix.NameAccepted(), help(wrong)),
        wrong);
  }

  private static String help(List<String> wrong) {
    return wrong.stream().anyMatch(tag -> tag.matches("cp3\\d+t-.*"))
        ? "The t belongs to the ABI tag alone: cp314-cp314t, cp315-abi3t."
        : "See the tags that an interpreter accepts: abiwarden pythons --tags.";
  }
}
