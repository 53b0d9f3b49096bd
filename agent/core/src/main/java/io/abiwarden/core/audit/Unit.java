package io.abiwarden.core.audit;

import io.abiwarden.core.artifact.FileTree;
import io.abiwarden.core.evidence.Binding;
import io.abiwarden.core.fix.Made;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.judge.Judgement;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.KnownInterpreters;
import io.abiwarden.core.wheel.Generator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is promised together: a wheel, an installed distribution, or a file on its own. */
final class Unit {

  private final Promise promise;
  private final Generator built;
  private final List<ReadImage> images = new ArrayList<>();

  /** One that nobody says who packed. */
  Unit(Promise promise) {
    this(promise, Generator.UNKNOWN);
  }

  /**
   * Promised together.
   *
   * @param built what packed it
   */
  Unit(Promise promise, Generator built) {
    this.promise = promise;
    this.built = built;
  }

  Promise promise() {
    return promise;
  }

  /** How its extensions were made: what they have in common. */
  Made made() {
    List<Made> extensions =
        images.stream().filter(ReadImage::isExtension).map(ReadImage::made).toList();
    return extensions.isEmpty() ? new Made(Binding.NONE, built) : Made.common(extensions);
  }

  /** What packed it. */
  Generator built() {
    return built;
  }

  List<ReadImage> images() {
    return images;
  }

  void add(ReadImage image) {
    images.add(image);
  }

  /**
   * Asks every rule that needs all images of the unit.
   *
   * @param siblings every image of the artifact
   * @return where an installer would put it; nothing if only a file's name promises it
   */
  List<Installation> judge(FileTree tree, Siblings siblings, Found found) {
    List<InterpreterFacts> pythons = pythons();
    keepTaken(pythons, new Modules(tree, images, promise));
    Modules modules = new Modules(tree, images, promise);
    StableAbiRules stable = new StableAbiRules(promise, siblings, found);
    LayoutPromises layouts = new LayoutPromises(promise, pythons, found);
    for (ReadImage image : images) {
      stable.apply(image);
      layouts.apply(image);
      NowhereRule.apply(image, promise, siblings, found);
      GilPromise.apply(image, pythons, found);
      if (!promise.linksToLibpython()) {
        LibpythonRule.apply(image, siblings, found);
      }
    }
    new NamingRules(promise, pythons, found).apply(modules, images);
    new ReachRules(promise, siblings, found).apply(images);
    InstallRules install = new InstallRules(promise, pythons, made(), found);
    install.apply(modules);
    return promise.fromName() ? List.of() : install.installations(modules);
  }

  /**
   * Leaves to each module's file the judgements for the interpreters that take it, and no other.
   */
  private void keepTaken(List<InterpreterFacts> pythons, Modules modules) {
    Map<String, Map<String, Optional<ReadImage>>> taken = new HashMap<>();
    pythons.forEach(python -> taken.put(python.id(), modules.on(python)));
    images.replaceAll(
        image -> {
          Map<String, Judgement> kept = new LinkedHashMap<>(image.judgements());
          kept.keySet()
              .removeIf(
                  python ->
                      taken
                          .getOrDefault(python, Map.of())
                          .getOrDefault(image.module(), Optional.empty())
                          .filter(other -> !other.file().equals(image.file()))
                          .isPresent());
          return image.with(kept);
        });
  }

  /** The known interpreters that the unit is promised to. */
  private List<InterpreterFacts> pythons() {
    String platform =
        promise.suffixPlatform(images.isEmpty() ? ImageFormat.ELF : images.getFirst().format());
    return KnownInterpreters.all(platform).stream().filter(promise::installsOn).toList();
  }
}
