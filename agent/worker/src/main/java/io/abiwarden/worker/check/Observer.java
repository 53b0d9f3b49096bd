package io.abiwarden.worker.check;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.artifact.ExtensionFile;
import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Judge;
import io.abiwarden.core.judge.Observation;
import io.abiwarden.worker.Outcome;
import io.abiwarden.worker.WorkerReport;
import io.abiwarden.worker.Workers;
import io.abiwarden.worker.check.StaticResult.Judged;
import io.abiwarden.worker.protocol.WorkerJob;
import io.abiwarden.worker.protocol.WorkerTask;
import io.abiwarden.worker.python.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs one extension in workers, and turns what they report into an observation. */
final class Observer {

  private final Workers workers;
  private final CheckRequest request;
  private final Dependencies dependencies;

  Observer(Workers workers, CheckRequest request, Dependencies dependencies) {
    this.workers = workers;
    this.request = request;
    this.dependencies = dependencies;
  }

  /**
   * Runs an extension at the depth that was asked for.
   *
   * @param forbidden files of the artifact that must not be opened on the way
   */
  Sighting observe(
      Artifact artifact,
      Workspace workspace,
      Interpreter python,
      StaticResult read,
      Judged judged,
      List<ExtensionFile> forbidden)
      throws InterruptedException, IOException {
    Run run = new Run(artifact, workspace, python, read.file(), forbidden);
    Optional<EntryEvidence> entry = Judge.entry(judged.subject(), python.facts());
    if (request.depth() == Depth.PROBE) {
      return entry.isPresent()
          ? run.sighting(run.probe(entry.get()), Depth.PROBE)
          : Sighting.none(Observation.notRun(Depth.PROBE, "it has no entry function to call"));
    }
    WorkerReport report = run.load(true);
    if (endedAround(report, read.file())) {
      // A package around it, or a sibling, ended the process: the module alone is asked.
      report = run.load(false);
    }
    Sighting sighting = run.sighting(report, Depth.IMPORT);
    Observation seen = sighting.observation();
    if (seen.definition().isEmpty()
        && entry.filter(Observer::layoutOpen).isPresent()
        && bad(seen)
        // What lacks a package is undecided anyway, unless it may be for another kind of build.
        && (seen.missingPackage().isEmpty() || !Promises.names(read.file(), python.facts()))) {
      // Whose fault was it? In another process the definition may still be had.
      Observation probed = run.observation(run.probe(entry.get()), Depth.PROBE);
      Observation better = seen.withDefinition(probed.phase(), probed.definition());
      return sighting.with(better);
    }
    boolean wanted = request.extras().subinterpreters();
    return wanted && seen.outcome() == Observation.Outcome.OK
        ? sighting.with(List.of(run.subinterpreter(false), run.subinterpreter(true)))
        : sighting;
  }

  private static boolean bad(Observation seen) {
    return seen.outcome() != Observation.Outcome.OK
        && seen.outcome() != Observation.Outcome.NOT_RUN;
  }

  private static boolean layoutOpen(EntryEvidence entry) {
    return entry.exported().isEmpty()
        && (entry.definitions().size() != 1
            || entry.definitions().getFirst().layout() == DefinitionLayout.UNKNOWN);
  }

  /** Whether something other than the module itself ended the process. */
  private static boolean endedAround(WorkerReport report, ExtensionFile file) {
    boolean ended =
        report.outcome() == Outcome.SIGNAL
            || report.outcome() == Outcome.EXIT
            || report.outcome() == Outcome.TIMEOUT;
    return ended && !report.subject().equals(file.module());
  }

  /** One extension on one interpreter. */
  private final class Run {

    private final Interpreter python;
    private final ExtensionFile file;
    private final Path path;
    private final List<Path> searchPath = new ArrayList<>();
    private final List<Path> writable;
    private final Dependencies.Installed installed;
    private final List<Path> forbidden = new ArrayList<>();

    Run(
        Artifact artifact,
        Workspace workspace,
        Interpreter python,
        ExtensionFile file,
        List<ExtensionFile> forbidden)
        throws IOException, InterruptedException {
      this.python = python;
      this.file = file;
      this.path =
          artifact.kind() == Artifact.Kind.FILE
              ? artifact.path().toAbsolutePath().normalize()
              : workspace.file(file);
      searchPath.add(workspace.root());
      writable = artifact.kind() == Artifact.Kind.WHEEL ? List.of(workspace.root()) : List.of();
      installed = dependencies.of(artifact, python);
      installed.folder().ifPresent(searchPath::add);
      searchPath.addAll(request.site());
      for (ExtensionFile other : forbidden) {
        this.forbidden.add(workspace.file(other));
      }
    }

    WorkerReport load(boolean parents) throws InterruptedException {
      return workers.run(
          job(new WorkerTask.Import(request.byPath(), parents, request.extras().statement())));
    }

    Subinterpreter subinterpreter(boolean ownGil) throws InterruptedException {
      WorkerReport report =
          workers.run(job(new WorkerTask.Subinterpreter(request.byPath(), ownGil)));
      return new Subinterpreter(ownGil, Observations.outcome(report), report.detail());
    }

    WorkerReport probe(EntryEvidence entry) throws InterruptedException {
      return workers.run(
          job(new WorkerTask.Probe(entry.entry().symbol(), entry.entry().style(), true)));
    }

    private WorkerJob job(WorkerTask task) {
      return new WorkerJob(
          python.libpython(),
          Optional.of(python.prefix()),
          python.executable(),
          true,
          searchPath,
          writable,
          forbidden,
          path,
          file.module(),
          task,
          request.timeout());
    }

    Sighting sighting(WorkerReport report, Depth depth) {
      return new Sighting(
          observation(report, depth),
          Optional.of(report.host()),
          report.statementFailure(),
          List.of(),
          installed.failure());
    }

    Observation observation(WorkerReport report, Depth depth) {
      Optional<String> other =
          report.outcome() == Outcome.OK
              ? report.loadedFrom().filter(this::isAnother)
              : Optional.empty();
      return other
          .map(from -> Observation.notRun(depth, "Python imported " + from + " in its place"))
          .orElseGet(() -> Observations.of(report, file, depth));
    }

    /**
     * An editable install, a built-in, or what was imported at the start, may have the module's
     * name.
     */
    private boolean isAnother(String from) {
      try {
        return !from.equals(path.toString()) && !Files.isSameFile(path, Path.of(from));
      } catch (IOException | InvalidPathException e) {
        // No file at all: "built-in", for one.
        return true;
      }
    }
  }
}
