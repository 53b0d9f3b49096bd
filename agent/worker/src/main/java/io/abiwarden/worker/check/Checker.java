package io.abiwarden.worker.check;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.artifact.ArtifactReader;
import io.abiwarden.core.link.HostLibraries;
import io.abiwarden.core.wheel.Host;
import io.abiwarden.worker.Workers;
import io.abiwarden.worker.check.CheckReport.NotChecked;
import io.abiwarden.worker.check.CheckReport.UnreadableInput;
import io.abiwarden.worker.python.Interpreter;
import io.abiwarden.worker.python.Interpreters;
import io.abiwarden.worker.python.NoSuchInterpreterException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks artifacts against interpreters. Not safe for several threads. */
public final class Checker implements AutoCloseable {

  private final Interpreters interpreters;
  private final CheckListener listener;
  private final Workers workers = new Workers();
  private final Host host = Machine.host();
  private final HostLibraries libraries = new HostLibraries(Machine.architecture());

  /**
   * Ready to check.
   *
   * @param interpreters the interpreters to choose from
   * @param listener hears of the progress
   */
  public Checker(Interpreters interpreters, CheckListener listener) {
    this.interpreters = interpreters;
    this.listener = listener;
  }

  /**
   * Checks.
   *
   * @return one result for each pair of artifact and interpreter; inputs that cannot be read are
   *     among them, and stop nothing
   * @throws NoSuchInterpreterException if a name of the request names none
   * @throws InterruptedException if the calling thread is interrupted; workers are stopped first
   */
  public CheckReport check(CheckRequest request)
      throws NoSuchInterpreterException, InterruptedException {
    List<UnreadableInput> unreadable = new ArrayList<>();
    List<NotChecked> notChecked = new ArrayList<>();
    List<Artifact> artifacts = new ArrayList<>();
    try {
      for (Path path : expand(request.artifacts(), unreadable)) {
        try {
          artifacts.add(ArtifactReader.open(path));
        } catch (IOException e) {
          unreadable.add(new UnreadableInput(path, String.valueOf(e.getMessage())));
        }
      }
      Map<String, Interpreter> used = new LinkedHashMap<>();
      List<List<Interpreter>> plan = new ArrayList<>();
      List<Interpreter> named = interpreters.select(request.pythons(), listener.unpacking());
      for (Artifact artifact : artifacts) {
        List<Interpreter> pythons =
            request.pythons().isEmpty() ? promised(artifact, used, notChecked) : named;
        pythons.forEach(python -> used.putIfAbsent(python.id(), python));
        plan.add(pythons);
      }
      List<CheckedArtifact> checked;
      try (PairRunner runner = new PairRunner(request, listener, workers, host, libraries)) {
        checked = runner.run(artifacts, plan);
      }
      return new CheckReport(List.copyOf(used.values()), checked, notChecked, unreadable);
    } finally {
      for (Artifact artifact : artifacts) {
        closeQuietly(artifact);
      }
    }
  }

  /** Those found that the names promise; each promised one that is not here is written down. */
  private List<Interpreter> promised(
      Artifact artifact, Map<String, Interpreter> used, List<NotChecked> notChecked)
      throws NoSuchInterpreterException {
    List<Interpreter> pythons = new ArrayList<>();
    for (String shortName : Promises.of(artifact)) {
      boolean any = false;
      for (Interpreter python : interpreters.all()) {
        if (python.facts().shortName().equals(shortName)) {
          any = true;
          Interpreter known = used.get(python.id());
          pythons.add(known != null ? known : interpreters.ready(python, listener.unpacking()));
        }
      }
      if (!any) {
        notChecked.add(
            new NotChecked(
                artifact.path().toString(),
                shortName,
                "promised by "
                    + promise(artifact)
                    + ", is not here: "
                    + interpreters.howToGet(shortName)));
      }
    }
    return pythons;
  }

  private static String promise(Artifact artifact) {
    return artifact.kind() == Artifact.Kind.WHEEL
        ? artifact.tags().stream()
            .map(t -> t.python() + "-" + t.abi())
            .distinct()
            .reduce((a, b) -> a + " and " + b)
            .orElse("its name")
        : "its name";
  }

  /** Replaces each folder that holds wheels by the wheels in it. */
  private static List<Path> expand(List<Path> paths, List<UnreadableInput> unreadable) {
    List<Path> expanded = new ArrayList<>();
    for (Path path : paths) {
      List<Path> wheels = new ArrayList<>();
      if (Files.isDirectory(path)) {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path, "*.whl")) {
          stream.forEach(wheels::add);
        } catch (IOException e) {
          unreadable.add(new UnreadableInput(path, "cannot be listed: " + e.getMessage()));
          continue;
        }
        wheels.sort(null);
      }
      if (wheels.isEmpty()) {
        expanded.add(path);
      } else {
        expanded.addAll(wheels);
      }
    }
    return expanded;
  }

  private static void closeQuietly(Artifact artifact) {
    try {
      artifact.close();
    } catch (IOException e) {
      // It was only read: there is nothing to lose.
      return;
    }
  }

  /** Kills the workers that still run. */
  @Override
  public void close() {
    workers.close();
  }
}
