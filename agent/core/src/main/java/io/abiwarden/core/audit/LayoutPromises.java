package io.abiwarden.core.audit;

import io.abiwarden.core.definition.AbiInfo;
import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.evidence.Phase;
import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Judgement;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Text;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.wheel.ExtensionName;
import io.abiwarden.core.wheel.ExtensionName.Abi;
import io.abiwarden.core.wheel.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Whether each interpreter that is promised an extension is handed one of its kind: AW105 (by a tag
 * that names no ABI), AW107 (abi3t), AW108 (one that names the other kind of build).
 */
final class LayoutPromises {

  private final Promise promise;
  private final List<InterpreterFacts> pythons;
  private final Found found;

  LayoutPromises(Promise promise, List<InterpreterFacts> pythons, Found found) {
    this.promise = promise;
    this.pythons = pythons;
    this.found = found;
  }

  void apply(ReadImage image) {
    if (!image.isExtension()) {
      return;
    }
    none(image);
    boolean open = bothKinds(image);
    otherKind(image);
    if (open) {
      notDecided(image);
    }
  }

  /** The interpreters promised by a tag of a kind, on which an extension meets a condition. */
  private List<InterpreterFacts> where(
      ReadImage image,
      BiPredicate<InterpreterFacts, Tag> promised,
      Predicate<Judgement> condition) {
    List<InterpreterFacts> there = new ArrayList<>();
    for (InterpreterFacts python : pythons) {
      Judgement judgement = image.judgements().get(python.id());
      if (judgement != null
          && condition.test(judgement)
          && promise.tagsFor(python).stream().anyMatch(tag -> promised.test(python, tag))) {
        there.add(python);
      }
    }
    return there;
  }

  private static List<String> ids(List<InterpreterFacts> pythons) {
    return pythons.stream().map(InterpreterFacts::id).toList();
  }

  /** {@code CPython 3.14t and 3.15t}. */
  private static String shown(List<InterpreterFacts> pythons) {
    return "CPython " + Text.names(ids(pythons));
  }

  private void none(ReadImage image) {
    if (!promise.none() || promise.fromName()) {
      return;
    }
    List<InterpreterFacts> bad =
        where(image, (python, tag) -> tag.abi().equals("none"), Judgement::mismatch);
    Optional<String> bound = boundTo(image);
    if (bad.isEmpty() && bound.isEmpty()) {
      return;
    }
    String right = bound.orElse("the ABI it was built for");
    found.add(
        image.file(),
        Rule.AW105,
        bad.isEmpty() ? Level.WARNING : Level.ERROR,
        "The wheel's tag "
            + promise.text(tag -> tag.abi().equals("none"))
            + " names no ABI, but "
            + image.fileName()
            + " is an extension module built for "
            + right
            + (bad.isEmpty()
                ? "."
                : "; installers put it on " + shown(bad) + " as well, which it does not fit."),
        image.help(
            new Fix.NameAbi(bound.orElse("")),
            "Tag the wheel with the ABI: "
                + bound.map(abi -> "wheel tags --abi-tag " + abi).orElse("wheel tags --abi-tag")
                + ", or let the build see that it has an extension (setuptools: has_ext_modules;"
                + " scikit-build-core: no wheel.py-api; hatch: infer_tag)."),
        ids(bad));
  }

  /**
   * The ABI tag that an extension's name, or its definition and the tag's version, call for; empty
   * if they say nothing.
   */
  private Optional<String> boundTo(ReadImage image) {
    Abi abi = image.name().map(ExtensionName::abi).orElse(Abi.NONE);
    String version = "cp3" + image.name().flatMap(ExtensionName::minor).orElse(0);
    return switch (abi) {
      case VERSION -> Optional.of(version);
      case VERSION_FREE_THREADED -> Optional.of(version + "t");
      case ABI3 -> Optional.of("abi3");
      case ABI3T -> Optional.of("abi3t");
      case NONE -> ofContent(image);
      case OTHER -> Optional.empty();
    };
  }

  private Optional<String> ofContent(ReadImage image) {
    List<String> versions =
        promise.tags().stream()
            .filter(tag -> tag.abi().equals("none"))
            .map(Tag::python)
            .distinct()
            .toList();
    if (versions.size() != 1 || !versions.getFirst().matches("cp3\\d+")) {
      return Optional.empty();
    }
    List<DefinitionLayout> layouts =
        image.ownEntries().stream()
            .flatMap(entry -> entry.definitions().stream())
            .map(RawDefinition::layout)
            .distinct()
            .toList();
    return switch (layouts.size() == 1 ? layouts.getFirst() : DefinitionLayout.UNKNOWN) {
      case GIL -> Optional.of(versions.getFirst());
      case FREE_THREADED -> Optional.of(versions.getFirst() + "t");
      case OPAQUE, UNKNOWN -> Optional.empty();
    };
  }

  /** Whether reading does not tell. */
  private boolean bothKinds(ReadImage image) {
    if (!promise.abi3t()) {
      return false;
    }
    List<InterpreterFacts> bad =
        where(image, (python, tag) -> isStable(tag), LayoutPromises::isOfLayout);
    if (!bad.isEmpty()) {
      found.add(
          image.file(),
          Rule.AW107,
          Level.ERROR,
          image.fileName()
              + " is promised as "
              + promise.stableText()
              + ", but "
              + shown(bad)
              + (bad.size() == 1 ? " is" : " are")
              + " not handed a definition of "
              + (bad.size() == 1 ? "its" : "their")
              + " layout: "
              + cause(image, bad.getFirst()),
          image.help(
              new Fix.BuildBoth(image.exports()),
              "Build it with Py_TARGET_ABI3T=0x030f0000 (and Py_LIMITED_API for the regular builds), and"
                  + " export PyModExport_ with PyABIInfo_VAR; "
                  + (bad.stream().allMatch(python -> python.version().atLeast(15))
                      ? ""
                      : "for 3.14, add a PyInit_ that finds out at run time which layout to hand out"
                          + " (abi3t_on_314.h of abiwarden's native-fixtures does); ")
                  + "or promise only what it is."),
          ids(bad));
      return false;
    }
    boolean open =
        !where(image, (python, tag) -> isStable(tag), j -> j.verdict() == Verdict.UNKNOWN)
            .isEmpty();
    if (!open) {
      for (EntryEvidence entry : image.ownEntries()) {
        abiInfo(image, entry);
      }
    }
    return open;
  }

  private void notDecided(ReadImage image) {
    found.undecided(image.file());
    found.add(
        image.file(),
        Rule.AW107,
        Level.NOTE,
        image.fileName()
            + " is promised as "
            + promise.stableText()
            + ", and reading does not tell which layouts its definitions have: they only exist once its"
            + " code has run.",
        "Import it: abiwarden check --python 3.15 --python 3.15t WHEEL.",
        List.of());
  }

  private static boolean isStable(Tag tag) {
    return tag.abi().equals("abi3") || tag.abi().equals("abi3t");
  }

  private static boolean isOfLayout(Judgement judgement) {
    return judgement.broke(Rule.AW201)
        || judgement.broke(Rule.AW202)
        || judgement.broke(Rule.AW203)
        || judgement.broke(Rule.AW204)
        || judgement.broke(Rule.AW205);
  }

  private static String cause(ReadImage image, InterpreterFacts python) {
    Judgement judgement = image.judgements().get(python.id());
    return judgement == null
        ? ""
        : judgement.findings().stream()
            .filter(finding -> finding.level() == Level.ERROR && finding.rule().isMismatch())
            .findFirst()
            .map(Finding::message)
            .orElse("");
  }

  private void abiInfo(ReadImage image, EntryEvidence entry) {
    if (entry.phase() != Phase.EXPORT || entry.exported().isEmpty()) {
      return;
    }
    int both = AbiInfo.GIL | AbiInfo.FREE_THREADED;
    boolean says = entry.abiInfos().stream().allMatch(info -> info.has(both | AbiInfo.STABLE));
    if (!says) {
      found.add(
          image.file(),
          Rule.AW107,
          Level.WARNING,
          image.fileName()
              + " is promised as "
              + promise.stableText()
              + ", but its ABI info does not say that it is built for the Stable ABI of regular and"
              + " of free-threaded builds; Pythons let it pass since it names neither.",
          image.help(
              new Fix.BuildBoth(true),
              "Define it with PyABIInfo_VAR, compiled with Py_TARGET_ABI3T=0x030f0000."),
          List.of());
    }
  }

  private static boolean isAbi3(ReadImage image) {
    return image.name().filter(name -> name.abi() == Abi.ABI3).isPresent();
  }

  private void otherKind(ReadImage image) {
    List<InterpreterFacts> gil =
        where(
            image,
            (python, tag) -> tag.abi().matches("cp3\\d+t"),
            judgement -> judgement.broke(Rule.AW201));
    if (!gil.isEmpty()) {
      found.add(
          image.file(),
          Rule.AW108,
          Level.ERROR,
          image.fileName()
              + " is promised to free-threaded Python by "
              + promise.text(tag -> tag.abi().endsWith("t"))
              + ", but is a build for regular ones: "
              + cause(image, gil.getFirst()),
          image.help(
              new Fix.BuildFor(gil.getFirst().version().minor(), true, isAbi3(image)),
              "Build it with a free-threaded interpreter (python3."
                  + gil.getFirst().version().minor()
                  + "t) and without abi3; see that the build does not reuse another's files."),
          ids(gil));
    }
    List<InterpreterFacts> freeThreaded =
        where(
            image,
            (python, tag) -> tag.abi().matches("cp3\\d+|abi3"),
            judgement -> judgement.broke(Rule.AW202));
    if (!freeThreaded.isEmpty() && !found.has(image.file(), Rule.AW107)) {
      found.add(
          image.file(),
          Rule.AW108,
          Level.ERROR,
          image.fileName()
              + " is promised to regular Pythons by "
              + promise.text(tag -> tag.abi().matches("cp3\\d+|abi3"))
              + ", but is a free-threaded build: "
              + cause(image, freeThreaded.getFirst()),
          image.help(
              new Fix.NameFreeThreaded(freeThreaded.getFirst().version().minor()),
              "Tag it cp3"
                  + freeThreaded.getFirst().version().minor()
                  + "t, or build it with a regular interpreter."),
          ids(freeThreaded));
    }
  }
}
