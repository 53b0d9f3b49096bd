package io.abiwarden.core.audit;

import io.abiwarden.core.artifact.InstalledPath;
import io.abiwarden.core.code.ApiVersions;
import io.abiwarden.core.code.Effort;
import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.evidence.Evidence;
import io.abiwarden.core.evidence.EvidenceReader;
import io.abiwarden.core.fix.Made;
import io.abiwarden.core.image.ExportedSymbol;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.judge.Build;
import io.abiwarden.core.judge.Judge;
import io.abiwarden.core.judge.Judgement;
import io.abiwarden.core.judge.Subject;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.link.KnownLinker;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.KnownInterpreters;
import io.abiwarden.core.python.KnownNames;
import io.abiwarden.core.wheel.ExtensionName;
import io.abiwarden.core.wheel.Generator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads one image, judges it for the interpreters it is promised for, and lets its bytes go. */
final class ImageScan {

  private final String file;
  private final Promise promise;
  private final Image image;
  private final Evidence evidence;

  /** What is judged of it without the libraries that it links to. */
  private final Map<String, Judgement> alone;

  private final Optional<String> installed;
  private final Optional<ExtensionName> name;
  private final String module;
  private final Generator built;

  /**
   * Reads an image.
   *
   * @param file its path in the artifact
   * @param promise what is promised of it
   * @param image the image
   * @param bytes what it was read from
   * @param built what packed it
   */
  ImageScan(String file, Promise promise, Image image, ByteBuffer bytes, Generator built) {
    this.file = file;
    this.promise = promise;
    this.image = image;
    this.installed = InstalledPath.of(file);
    this.name = installed.flatMap(ExtensionName::parse);
    this.module = name.map(ExtensionName::module).orElse(file);
    this.built = built;
    Effort effort = effort(promise);
    Evidence first = EvidenceReader.read(image, bytes, effort);
    Map<String, Judgement> judged = judgements(first, List.of());
    // What a first look leaves open, as of definitions that code makes, gets a second one.
    boolean again = effort == Effort.BRIEF && leavesOpen(judged);
    this.evidence = again ? EvidenceReader.read(image, bytes, Effort.WHOLE) : first;
    this.alone = again ? judgements(evidence, List.of()) : judged;
  }

  private static boolean leavesOpen(Map<String, Judgement> judged) {
    return judged.values().stream().anyMatch(one -> one.verdict() == Verdict.UNKNOWN);
  }

  /**
   * What a regular Python does with an extension, its symbols and data tell nearly always; what it
   * says of the GIL, only its code may.
   */
  private static Effort effort(Promise promise) {
    return promise.toFreeThreaded() ? Effort.WHOLE : Effort.BRIEF;
  }

  /** What the rules need of it, judged with the libraries of the artifact that it links to. */
  ReadImage read(List<Image> siblings) {
    List<Build> builds = new ArrayList<>();
    Set<Integer> apiVersions = new TreeSet<>();
    for (EntryEvidence entry : evidence.entries()) {
      builds.add(Build.of(evidence, entry, evidence.needs().outsideStableAbi()));
      entry.apiVersion().ifPresent(apiVersions::add);
    }
    if (promise.stable() && apiVersions.isEmpty()) {
      apiVersions.addAll(ApiVersions.of(image));
    }
    return new ReadImage(
        file,
        installed,
        image.architecture().tag(),
        image.format(),
        name,
        module,
        evidence.needs(),
        evidence.isLibrary() ? List.of() : evidence.entries(),
        builds,
        image.libraries(),
        image.soname(),
        supplies(),
        apiVersions,
        siblings.isEmpty() ? alone : judgements(evidence, siblings),
        new Made(evidence.binding(), built));
  }

  private Set<String> supplies() {
    return image.exports().stream()
        .map(ExportedSymbol::name)
        .filter(symbol -> KnownNames.isPythons(symbol) || KnownNames.looksLikePythons(symbol))
        .collect(Collectors.toUnmodifiableSet());
  }

  private Map<String, Judgement> judgements(Evidence evidence, List<Image> siblings) {
    Map<String, Judgement> judgements = new LinkedHashMap<>();
    if (name.isEmpty() || evidence.entries().isEmpty()) {
      return judgements;
    }
    String component = module.substring(module.lastIndexOf('.') + 1);
    Subject subject = new Subject(file, component, name, promise.tags(), evidence, built);
    for (InterpreterFacts python : KnownInterpreters.all(promise.suffixPlatform(image.format()))) {
      if (promise.installsOn(python) && LookedFor.place(python, name.get()) >= 0) {
        judgements.put(
            python.id(),
            Judge.judge(subject, python, KnownLinker.link(image, file, python, siblings)));
      }
    }
    return judgements;
  }
}
