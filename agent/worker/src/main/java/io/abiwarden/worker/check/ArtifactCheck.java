package io.abiwarden.worker.check;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.artifact.ArtifactReader;
import io.abiwarden.core.link.HostLibraries;
import io.abiwarden.core.link.Linker;
import io.abiwarden.core.wheel.Host;
import io.abiwarden.worker.check.CheckReport.NotChecked;
import io.abiwarden.worker.check.CheckReport.UnreadableInput;
import io.abiwarden.worker.inspect.Inspection;
import io.abiwarden.worker.inspect.Inspector;
import io.abiwarden.worker.log.WorkerLog;
import io.abiwarden.worker.python.Interpreter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One artifact on its way through a check: opened, read and judged for each interpreter, run where
 * that is wanted, closed. Its steps are run by a {@link Schedule}, several at once.
 */
final class ArtifactCheck {

  /** What all artifacts of a check share. */
  record Shared(
      CheckRequest request,
      CheckListener listener,
      Schedule schedule,
      ChosenPythons pythons,
      ExtensionCheck extensions,
      Host host,
      HostLibraries libraries,
      Started started,
      BooleanSupplier stopped) {}

  /**
   * What became of an artifact.
   *
   * @param checked its results, if it could be read
   * @param notChecked where it was not checked
   * @param unreadable why it could not be read
   * @param failed what abiwarden failed at
   */
  record Done(
      Optional<CheckedArtifact> checked,
      List<NotChecked> notChecked,
      Optional<UnreadableInput> unreadable,
      Optional<UnreadableInput> failed) {

    private static Done unreadable(Path path, String why) {
      return new Done(
          Optional.empty(),
          List.of(),
          Optional.of(new UnreadableInput(path, why)),
          Optional.empty());
    }

    private static Done failed(Path path, Throwable why) {
      String text =
          why instanceof OutOfMemoryError
              ? "reading it takes more memory than this JVM may have: start it with a larger -Xmx"
              : "internal failure: " + why;
      return new Done(
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.of(new UnreadableInput(path, text)));
    }
  }

  /** One interpreter's results, which come in one by one. */
  private record Pair(
      Interpreter python, List<CompletableFuture<Optional<ExtensionResult>>> results) {}

  private final Shared shared;
  private final int number;
  private final Path path;
  private final CompletableFuture<Done> done = new CompletableFuture<>();

  ArtifactCheck(Shared shared, int number, Path path) {
    this.shared = shared;
    this.number = number;
    this.path = path;
  }

  /** Its result, once there is one. */
  CompletableFuture<Done> done() {
    return done;
  }

  Path path() {
    return path;
  }

  /** Adds its first step; the others follow. */
  void begin() {
    shared.schedule().add(number, this::open);
  }

  private void open() {
    if (shared.stopped().getAsBoolean()) {
      done.complete(notBegun());
      return;
    }
    Artifact artifact;
    try {
      artifact = ArtifactReader.open(path);
    } catch (IOException e) {
      done.complete(Done.unreadable(path, String.valueOf(e.getMessage())));
      return;
    } catch (RuntimeException | Error e) {
      WorkerLog.debug(path + " cannot be opened", e);
      done.complete(Done.failed(path, e));
      return;
    }
    Workspace workspace = new Workspace(artifact);
    try {
      read(artifact, workspace);
    } catch (RuntimeException | Error e) {
      WorkerLog.debug(path + " cannot be judged", e);
      close(artifact, workspace);
      done.complete(Done.failed(path, e));
    }
  }

  private void read(Artifact artifact, Workspace workspace) {
    List<NotChecked> notChecked = new ArrayList<>();
    List<Interpreter> pythons = shared.pythons().of(artifact, notChecked);
    Linker linker = new Linker(artifact.tree(), shared.libraries());
    ElsewherePass.Linkers linkers = new ElsewherePass.Linkers(artifact);
    List<Pair> pairs = new ArrayList<>();
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (Interpreter python : pythons) {
      List<StaticResult> results =
          new StaticPass(
                  artifact, python, shared.libraries(), linker, ElsewherePass.of(python, linkers))
              .results(shared.request().byPath());
      Pair pair = new Pair(python, begin(artifact, workspace, python, results));
      pairs.add(pair);
      all.addAll(pair.results());
    }
    CompletableFuture<Void> ignored =
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
            .whenComplete((ok, failure) -> finish(artifact, workspace, pairs, notChecked, failure));
  }

  /** Begins with what is to be run, and has the results of the rest at once. */
  private List<CompletableFuture<Optional<ExtensionResult>>> begin(
      Artifact artifact, Workspace workspace, Interpreter python, List<StaticResult> results) {
    ExtensionCheck extensions = shared.extensions();
    List<CompletableFuture<Optional<ExtensionResult>>> futures = new ArrayList<>();
    List<Runnable> steps = new ArrayList<>();
    for (StaticResult result : results) {
      if (!extensions.runs(python, result)) {
        futures.add(
            CompletableFuture.completedFuture(Optional.of(extensions.unrun(python, result))));
        continue;
      }
      CompletableFuture<Optional<ExtensionResult>> future = new CompletableFuture<>();
      futures.add(future);
      steps.add(() -> run(artifact, workspace, python, result, results, future));
    }
    if (!steps.isEmpty()) {
      shared.started().say();
      shared.listener().planned(steps.size());
    }
    steps.forEach(step -> shared.schedule().add(number, step));
    return futures;
  }

  private void run(
      Artifact artifact,
      Workspace workspace,
      Interpreter python,
      StaticResult read,
      List<StaticResult> all,
      CompletableFuture<Optional<ExtensionResult>> future) {
    try {
      future.complete(Optional.of(shared.extensions().run(artifact, workspace, python, read, all)));
      shared.listener().done();
    } catch (InterruptedException e) {
      // The check is stopped: whoever stops it completes what is open.
      Thread.currentThread().interrupt();
      future.complete(Optional.empty());
    } catch (RuntimeException | Error e) {
      // Also what a file causes that is cut off while it is read: whoever waits must hear of it.
      future.completeExceptionally(e);
    }
  }

  /** Whatever happens, it is done then. */
  private void finish(
      Artifact artifact,
      Workspace workspace,
      List<Pair> pairs,
      List<NotChecked> notChecked,
      @Nullable Throwable failure) {
    try {
      done.complete(result(artifact, workspace, pairs, notChecked, failure));
    } catch (RuntimeException | Error e) {
      WorkerLog.debug(path + " cannot be told of", e);
      done.complete(Done.failed(path, e));
    }
  }

  private Done result(
      Artifact artifact,
      Workspace workspace,
      List<Pair> pairs,
      List<NotChecked> notChecked,
      @Nullable Throwable failure) {
    Inspection inspection;
    try {
      inspection = Inspector.inspect(artifact);
    } finally {
      close(artifact, workspace);
    }
    if (failure != null) {
      WorkerLog.debug(path + " cannot be checked", failure);
      return Done.failed(path, failure.getCause() == null ? failure : failure.getCause());
    }
    List<PairResult> results = new ArrayList<>();
    for (Pair pair : pairs) {
      List<ExtensionResult> extensions = new ArrayList<>();
      pair.results().forEach(future -> future.join().ifPresent(extensions::add));
      if (extensions.size() == pair.results().size()) {
        results.add(
            PairResults.of(
                artifact, pair.python(), extensions, shared.host(), shared.request().byPath()));
      } else {
        notChecked.add(stopped(pair.python().id()));
      }
    }
    CheckedArtifact checked =
        new CheckedArtifact(
            path.toString(),
            artifact.kind(),
            artifact.sha256(),
            artifact.tags(),
            results,
            artifact.findings(),
            Optional.of(inspection));
    return new Done(Optional.of(checked), notChecked, Optional.empty(), Optional.empty());
  }

  /** Nothing, since the check was stopped before. */
  Done notBegun() {
    List<NotChecked> missed = shared.pythons().expected().stream().map(this::stopped).toList();
    return new Done(Optional.empty(), missed, Optional.empty(), Optional.empty());
  }

  private NotChecked stopped(String python) {
    return new NotChecked(path.toString(), python, "the check was stopped before it was done");
  }

  private static void close(Artifact artifact, Workspace workspace) {
    workspace.close();
    try {
      artifact.close();
    } catch (IOException e) {
      // It was only read: there is nothing to lose.
      return;
    }
  }
}
