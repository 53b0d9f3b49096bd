package io.abiwarden.core.audit;

import io.abiwarden.core.code.ApiVersions;
import io.abiwarden.core.definition.AbiInfo;
import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.evidence.Phase;
import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.fix.Made;
import io.abiwarden.core.judge.Build;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.python.KnownInterpreters;
import io.abiwarden.core.python.StableAbi;
import io.abiwarden.core.wheel.ExtensionName.Abi;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a wheel could serve beyond its tags: AW103 and AW111. Both are notes. */
final class ReachRules {

  private static final int ABI3T_SINCE = 15;

  private final Promise promise;
  private final Siblings siblings;
  private final Found found;

  ReachRules(Promise promise, Siblings siblings, Found found) {
    this.promise = promise;
    this.siblings = siblings;
    this.found = found;
  }

  void apply(List<ReadImage> images) {
    List<ReadImage> extensions = images.stream().filter(ReadImage::isExtension).toList();
    List<ReadImage> pythons = images.stream().filter(ReadImage::isPythons).toList();
    if (extensions.isEmpty() || promise.tags().isEmpty()) {
      return;
    }
    if (!promise.stable()) {
      versionOnly(extensions, pythons);
    } else {
      gilOnly(extensions);
      tooHigh(pythons);
    }
  }

  /** Built for the Stable ABI, and tagged for one version. */
  private void versionOnly(List<ReadImage> extensions, List<ReadImage> pythons) {
    boolean clean =
        pythons.stream()
            .allMatch(
                image ->
                    siblings.notSupplied(image, image.needs().outsideStableAbi()).isEmpty()
                        && image.needs().debugOnly().isEmpty());
    if (!clean || !extensions.stream().allMatch(ReachRules::provesStable)) {
      return;
    }
    if (promise.onlyFreeThreaded() && extensions.stream().allMatch(ReachRules::isOfAbi3t)) {
      found.add(
          Rule.AW103,
          Level.NOTE,
          "Every extension in it was built for the Stable ABI of free-threaded Pythons, but the wheel"
              + " is tagged "
              + promise.text()
              + ": tagged abi3.abi3t, one wheel could serve all Pythons from 3.15 on.",
          nameBoth(extensions),
          List.of("cp315-abi3.abi3t"));
      return;
    }
    int minimum = oldestAccepted(minimum(pythons));
    found.add(
        Rule.AW103,
        Level.NOTE,
        "Every extension in it was built for the Stable ABI"
            + (promise.fromName() ? "" : ", but the wheel is tagged " + promise.text())
            + ": tagged abi3, one wheel could serve all later versions of Python.",
        Made.common(extensions.stream().map(ReadImage::made).toList())
            .help(
                new Fix.NameStable(minimum),
                "If the Limited API was chosen on purpose, say so to the build (setuptools: [bdist_wheel]"
                    + " py_limited_api = cp3"
                    + minimum
                    + "; maturin: the abi3-py3"
                    + minimum
                    + " feature; meson-python and scikit-build-core: limited-api / py-api)."),
        List.of("cp3" + minimum + "-abi3"));
  }

  /** The first version from one on that Requires-Python lets have it. */
  private int oldestAccepted(int minimum) {
    int oldest = Math.max(minimum, KnownInterpreters.OLDEST);
    return IntStream.rangeClosed(oldest, KnownInterpreters.NEWEST)
        .filter(promise::accepts)
        .findFirst()
        .orElse(oldest);
  }

  private static boolean isOfAbi3t(ReadImage image) {
    return image.exports() || image.name().filter(name -> name.abi() == Abi.ABI3T).isPresent();
  }

  /** Its own name says so, or its content proves it. */
  private static boolean provesStable(ReadImage image) {
    boolean named = image.name().filter(name -> name.abi() == Abi.ABI3).isPresent();
    List<Build> builds = ownBuilds(image);
    return !builds.isEmpty()
        && !image.apiVersions().contains(ApiVersions.FULL_API)
        && builds.stream().allMatch(build -> build.full().isEmpty() && (named || build.stable()));
  }

  private static List<Build> ownBuilds(ReadImage image) {
    return Stream.iterate(0, i -> i < image.entries().size(), i -> i + 1)
        .filter(i -> image.ownEntries().contains(image.entries().get(i)))
        .map(i -> image.builds().get(i))
        .toList();
  }

  /** Tagged abi3 alone, where every module says that it fits both kinds of build. */
  private void gilOnly(List<ReadImage> extensions) {
    if (promise.abi3t()
        || promise.fromName()
        || !extensions.stream().allMatch(ReachRules::provesBoth)) {
      return;
    }
    found.add(
        Rule.AW103,
        Level.NOTE,
        "Every extension in it exports PyModExport_ with ABI info for regular and free-threaded"
            + " builds, but the wheel is tagged "
            + promise.text()
            + ", which free-threaded Pythons do not accept.",
        nameBoth(extensions),
        List.of());
  }

  /** One file that serves 3.14 as well is nothing that a build backend knows of. */
  private static String nameBoth(List<ReadImage> extensions) {
    if (extensions.stream().allMatch(ReadImage::servesBothBefore315)) {
      return "Tag it cp314-abi3.abi3t and name the file .so, so that 3.14t and later take it too.";
    }
    return Made.common(extensions.stream().map(ReadImage::made).toList())
        .help(
            new Fix.BuildBoth(true),
            "Tag it cp315-abi3.abi3t and name the file .abi3t.so, so that 3.15t and later take it"
                + " too.");
  }

  private static boolean provesBoth(ReadImage image) {
    int all = AbiInfo.STABLE | AbiInfo.GIL | AbiInfo.FREE_THREADED;
    List<EntryEvidence> exports =
        image.ownEntries().stream().filter(entry -> entry.phase() == Phase.EXPORT).toList();
    return !exports.isEmpty()
        && exports.stream()
            .flatMap(entry -> entry.abiInfos().stream())
            .allMatch(info -> info.has(all));
  }

  /**
   * Claims a later version than anything in it asks for, and nothing else says that it is meant.
   */
  private void tooHigh(List<ReadImage> pythons) {
    OptionalInt tagged = promise.stableMinimum();
    if (tagged.isEmpty() || promise.abi3t() || tagged.getAsInt() >= ABI3T_SINCE) {
      return;
    }
    int claimed = tagged.getAsInt();
    if (claimed < KnownInterpreters.OLDEST) {
      // Nobody builds for Pythons older than that.
      return;
    }
    int needed = minimum(pythons);
    boolean deliberate = claimed > Promise.FIRST_STABLE && !promise.accepts(claimed - 1);
    if (needed < claimed && !deliberate) {
      found.add(
          Rule.AW111,
          Level.NOTE,
          "It is tagged "
              + promise.stableText()
              + ", but no name that it needs is newer than 3."
              + needed
              + "; Requires-Python lets older Pythons have it as well.",
          Made.common(pythons.stream().map(ReadImage::made).toList())
              .help(
                  new Fix.Lower(needed, claimed),
                  "If it was built with a lower Py_LIMITED_API, lower the tag; else raise"
                      + " Requires-Python to >=3."
                      + claimed
                      + ". Names give a lower bound only."),
          List.of());
    }
  }

  private int minimum(List<ReadImage> pythons) {
    return pythons.stream()
        .mapToInt(image -> StableAbi.minimum(siblings.notSupplied(image, image.needs().names())))
        .max()
        .orElse(Promise.FIRST_STABLE);
  }
}
