package io.abiwarden.worker.check;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.artifact.ExtensionFile;
import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Judgement;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Observation;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Settling;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.link.HostLibraries;
import io.abiwarden.core.link.Linker;
import io.abiwarden.core.wheel.CompatibleTags;
import io.abiwarden.core.wheel.Host;
import io.abiwarden.worker.Workers;
import io.abiwarden.worker.check.StaticResult.Judged;
import io.abiwarden.worker.python.Interpreter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Goes through the pairs of artifact and interpreter: reads and judges each, and runs in workers
 * what may be run, as many at once as the request allows.
 */
final class PairRunner implements AutoCloseable {

  private final CheckRequest request;
  private final CheckListener listener;
  private final Host host;
  private final HostLibraries libraries;
  private final Observer observer;
  private final ExecutorService pool;

  PairRunner(
      CheckRequest request,
      CheckListener listener,
      Workers workers,
      Host host,
      HostLibraries libraries) {
    this.request = request;
    this.listener = listener;
    this.host = host;
    this.libraries = libraries;
    this.observer = new Observer(workers, request);
    this.pool =
        Executors.newFixedThreadPool(
            Math.max(1, request.jobs()), Thread.ofPlatform().daemon().name("check-", 1).factory());
  }

  /** One artifact with its pairs, all of them read and judged. */
  private record Plan(Artifact artifact, Workspace workspace, List<ReadPair> pairs) {}

  private record ReadPair(Interpreter python, List<StaticResult> results) {}

  /**
   * Runs all pairs.
   *
   * @param pythons for each artifact, its interpreters
   */
  List<CheckedArtifact> run(List<Artifact> artifacts, List<List<Interpreter>> pythons)
      throws InterruptedException {
    List<Plan> plans = new ArrayList<>();
    int toRun = 0;
    int extensions = 0;
    for (int i = 0; i < artifacts.size(); i++) {
      Artifact artifact = artifacts.get(i);
      Linker linker = new Linker(artifact.tree(), libraries);
      List<ReadPair> pairs = new ArrayList<>();
      int before = extensions;
      for (Interpreter python : pythons.get(i)) {
        List<StaticResult> results =
            new StaticPass(artifact, python, libraries, linker).results(request.byPath());
        pairs.add(new ReadPair(python, results));
        extensions += (int) results.stream().filter(result -> runs(python, result)).count();
      }
      toRun += extensions > before ? 1 : 0;
      plans.add(new Plan(artifact, new Workspace(artifact), pairs));
    }
    if (extensions > 0) {
      listener.planned(toRun, extensions);
    }
    try {
      return finish(plans);
    } finally {
      plans.forEach(plan -> plan.workspace().close());
    }
  }

  private List<CheckedArtifact> finish(List<Plan> plans) throws InterruptedException {
    List<List<List<Future<ExtensionResult>>>> futures = new ArrayList<>();
    for (Plan plan : plans) {
      List<List<Future<ExtensionResult>>> ofPlan = new ArrayList<>();
      for (ReadPair pair : plan.pairs()) {
        List<Future<ExtensionResult>> ofPair = new ArrayList<>();
        for (StaticResult result : pair.results()) {
          ofPair.add(pool.submit(() -> extension(plan, pair, result)));
        }
        ofPlan.add(ofPair);
      }
      futures.add(ofPlan);
    }
    List<CheckedArtifact> checked = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      Plan plan = plans.get(i);
      List<PairResult> results = new ArrayList<>();
      for (int j = 0; j < plan.pairs().size(); j++) {
        results.add(pair(plan.artifact(), plan.pairs().get(j), get(futures.get(i).get(j))));
      }
      plan.workspace().close();
      Artifact artifact = plan.artifact();
      checked.add(
          new CheckedArtifact(
              artifact.path().toString(),
              artifact.kind(),
              artifact.sha256(),
              artifact.tags(),
              results,
              artifact.findings()));
    }
    return checked;
  }

  private static List<ExtensionResult> get(List<Future<ExtensionResult>> futures)
      throws InterruptedException {
    List<ExtensionResult> results = new ArrayList<>();
    for (Future<ExtensionResult> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof InterruptedException) {
          throw new InterruptedException("the check was interrupted");
        }
        throw new IllegalStateException("a check failed: " + e.getCause(), e.getCause());
      }
    }
    return results;
  }

  /** Whether a worker has something to do for a file. */
  private boolean runs(Interpreter python, StaticResult result) {
    return request.depth() != Depth.STATIC
        && python.embeddable()
        && result.lookedAt()
        && result.judged().isPresent()
        && result.judgement().verdict() != Verdict.UNSAFE;
  }

  private ExtensionResult extension(Plan plan, ReadPair pair, StaticResult read)
      throws InterruptedException {
    Interpreter python = pair.python();
    if (!runs(python, read)) {
      return unrun(python, read);
    }
    Judged judged = read.judged().orElseThrow();
    List<ExtensionFile> forbidden =
        pair.results().stream()
            .filter(other -> other.judgement().verdict() == Verdict.UNSAFE)
            .map(StaticResult::file)
            .toList();
    Observation seen;
    try {
      seen = observer.observe(plan.artifact(), plan.workspace(), python, read, judged, forbidden);
    } catch (IOException e) {
      seen = Observation.notRun(request.depth(), "it could not be unpacked: " + e.getMessage());
    }
    listener.done();
    Judgement judgement =
        Settling.settle(judged.subject(), python.facts(), judged.linkage(), read.judgement(), seen);
    boolean ran = seen.outcome() != Observation.Outcome.NOT_RUN;
    return new ExtensionResult(
        read.file().file(),
        read.file().module(),
        judgement.verdict(),
        Optional.empty(),
        ran ? seen.depth() : Depth.STATIC,
        judgement.findings(),
        seen);
  }

  private ExtensionResult unrun(Interpreter python, StaticResult read) {
    Judgement judgement = read.judgement();
    if (!read.lookedAt()) {
      boolean byName = judgement.verdict() != Verdict.NOT_APPLICABLE;
      return new ExtensionResult(
          read.file().file(),
          read.file().module(),
          Verdict.NOT_APPLICABLE,
          byName ? Optional.of(judgement.verdict()) : Optional.empty(),
          Depth.STATIC,
          List.of(),
          Observation.notRun(Depth.STATIC, read.whyNot()));
    }
    return new ExtensionResult(
        read.file().file(),
        read.file().module(),
        judgement.verdict(),
        Optional.empty(),
        Depth.STATIC,
        judgement.findings(),
        Observation.notRun(Depth.STATIC, whyNotRun(python, judgement)));
  }

  private String whyNotRun(Interpreter python, Judgement judgement) {
    if (request.depth() == Depth.STATIC) {
      return "";
    }
    if (judgement.verdict() == Verdict.UNSAFE) {
      return "not run: it would corrupt the interpreter's memory";
    }
    return python.embeddable() ? "not run" : "not run: " + python.why();
  }

  private PairResult pair(Artifact artifact, ReadPair pair, List<ExtensionResult> extensions) {
    Interpreter python = pair.python();
    boolean wheel = artifact.kind() == Artifact.Kind.WHEEL;
    Optional<Boolean> installable =
        wheel
            ? Optional.of(CompatibleTags.accepts(artifact.tags(), python.facts(), host))
            : Optional.empty();
    List<ExtensionResult> all = extensions;
    if (installable.orElse(false) && !request.byPath()) {
      all = withMissingModules(artifact, python, extensions);
    }
    boolean missing =
        all.stream()
            .flatMap(e -> e.findings().stream())
            .anyMatch(finding -> finding.rule() == Rule.AW208);
    Verdict worst =
        all.stream()
            .map(ExtensionResult::verdict)
            .min(Verdict::compareTo)
            .orElse(Verdict.NOT_APPLICABLE);
    Verdict verdict = missing && worst.compareTo(Verdict.REFUSED) > 0 ? Verdict.REFUSED : worst;
    return new PairResult(
        python,
        installable,
        wheel ? Optional.of(CompatibleTags.RULES) : Optional.empty(),
        verdict,
        all);
  }

  /** Says AW208 of the modules that would be installed and have no file this Python looks for. */
  private static List<ExtensionResult> withMissingModules(
      Artifact artifact, Interpreter python, List<ExtensionResult> extensions) {
    Map<String, Boolean> present = new LinkedHashMap<>();
    for (int i = 0; i < extensions.size(); i++) {
      ExtensionResult extension = extensions.get(i);
      ExtensionFile file = artifact.extensions().get(i);
      boolean there = extension.verdict() != Verdict.NOT_APPLICABLE || hasSource(artifact, file);
      present.merge(extension.module(), there, Boolean::logicalOr);
    }
    List<ExtensionResult> all = new ArrayList<>();
    for (ExtensionResult extension : extensions) {
      all.add(
          present.getOrDefault(extension.module(), true) ? extension : missing(extension, python));
    }
    return all;
  }

  private static boolean hasSource(Artifact artifact, ExtensionFile file) {
    String path = file.file();
    int end = path.length() - file.name().map(n -> n.suffix().length()).orElse(0);
    return artifact.tree().hasSource(path.substring(0, end));
  }

  private static ExtensionResult missing(ExtensionResult extension, Interpreter python) {
    List<Finding> findings = new ArrayList<>(extension.findings());
    findings.add(
        new Finding(
            Rule.AW208,
            Level.ERROR,
            "An installer would put this wheel on "
                + python.facts().display()
                + ", which finds no module "
                + extension.module()
                + " in it: it does not look for a file named "
                + extension.file().substring(extension.file().lastIndexOf('/') + 1)
                + ".",
            "Build a wheel for it, or correct the wheel's tags or the file's name."));
    return new ExtensionResult(
        extension.file(),
        extension.module(),
        extension.verdict(),
        extension.ifLoaded(),
        extension.decidedBy(),
        findings,
        extension.observed());
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
