package io.abiwarden.core.audit;

import io.abiwarden.core.artifact.FileTree;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.KnownInterpreters;
import java.util.ArrayList;
import java.util.List;

/** What is promised together: a wheel, an installed distribution, or a file on its own. */
final class Unit {

  private final Promise promise;
  private final List<ReadImage> images = new ArrayList<>();

  Unit(Promise promise) {
    this.promise = promise;
  }

  Promise promise() {
    return promise;
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
    Modules modules = new Modules(tree, images);
    StableAbiRules stable = new StableAbiRules(promise, siblings, found);
    LayoutPromises layouts = new LayoutPromises(promise, pythons, found);
    for (ReadImage image : images) {
      stable.apply(image);
      layouts.apply(image);
      GilPromise.apply(image, pythons, found);
      LibpythonRule.apply(image, siblings, found);
    }
    new NamingRules(promise, pythons, found).apply(modules, images);
    new ReachRules(promise, siblings, found).apply(images);
    InstallRules install = new InstallRules(promise, pythons, found);
    install.apply(modules);
    return promise.fromName() ? List.of() : install.installations(modules);
  }

  /** The known interpreters that the unit is promised to. */
  private List<InterpreterFacts> pythons() {
    String platform =
        images.isEmpty()
            ? "x86_64-linux-gnu"
            : ImageScan.suffixPlatform(images.getFirst().format());
    return KnownInterpreters.all(platform).stream().filter(promise::installsOn).toList();
  }
}
