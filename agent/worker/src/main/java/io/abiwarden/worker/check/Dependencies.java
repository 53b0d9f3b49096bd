package io.abiwarden.worker.check;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.artifact.DistInfo;
import io.abiwarden.worker.protocol.WorkerFolder;
import io.abiwarden.worker.python.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What wheels require, installed by pip into scratch folders, one for each interpreter and set of
 * requirements. Only wheels are installed, so that nothing is built here. Safe for several threads.
 */
final class Dependencies implements AutoCloseable {

  private static final long PATIENCE_MINUTES = 10;

  /** A requirement (PEP 508) begins with a name; anything else would be an option of pip's. */
  private static final Pattern REQUIREMENT = Pattern.compile("[A-Za-z0-9][\\x20-\\x7e]*");

  /**
   * What came of an installation.
   *
   * @param folder where the packages are; empty if there are none
   * @param failure one line, if pip did not do it
   */
  record Installed(Optional<Path> folder, Optional<String> failure) {

    private static final Installed NOTHING = new Installed(Optional.empty(), Optional.empty());

    private static Installed failed(String why) {
      return new Installed(Optional.empty(), Optional.of(why));
    }
  }

  private record Key(String python, List<String> requirements) {}

  private final boolean wanted;
  private final Map<Key, Installed> installed = new HashMap<>();
  private final List<WorkerFolder> folders = new ArrayList<>();
  private final Set<Process> running = ConcurrentHashMap.newKeySet();

  Dependencies(CheckRequest request) {
    this.wanted = request.extras().dependencies();
  }

  /**
   * Installs what an artifact requires, if that was asked for and has not been done.
   *
   * @throws InterruptedException if the check is stopped
   */
  synchronized Installed of(Artifact artifact, Interpreter python) throws InterruptedException {
    if (!wanted || artifact.kind() != Artifact.Kind.WHEEL) {
      return Installed.NOTHING;
    }
    List<String> requirements = requirements(artifact);
    if (requirements.isEmpty()) {
      return Installed.NOTHING;
    }
    Key key = new Key(python.id(), requirements);
    Installed known = installed.get(key);
    if (known == null) {
      known = install(python, requirements);
      installed.put(key, known);
    }
    return known;
  }

  private static List<String> requirements(Artifact artifact) {
    String name = String.valueOf(artifact.path().getFileName());
    return DistInfo.read(artifact.tree(), name).project().stream()
        .flatMap(project -> project.requires().stream())
        .filter(text -> REQUIREMENT.matcher(text).matches())
        .sorted()
        .toList();
  }

  private Installed install(Interpreter python, List<String> requirements)
      throws InterruptedException {
    if (python.executable().isEmpty()) {
      return Installed.failed("it has no command that pip could run");
    }
    String command = python.executable().get().toString();
    try {
      WorkerFolder folder = WorkerFolder.create(Path.of(System.getProperty("java.io.tmpdir")));
      folders.add(folder);
      Outcome own = pip(List.of(command, "-I", "-m", "pip"), folder, requirements);
      Outcome last =
          own.code() != 0 && own.said().contains("No module named pip")
              // Without a pip of its own, that of another interpreter can work for it.
              ? pip(List.of("pip", "--python", command), folder, requirements)
              : own;
      return last.code() == 0
          ? new Installed(Optional.of(folder.scratch()), Optional.empty())
          : Installed.failed(last.lastLine());
    } catch (IOException e) {
      return Installed.failed("pip cannot be run: " + e.getMessage());
    }
  }

  /** How a run of pip ended. */
  private record Outcome(int code, String said) {

    String lastLine() {
      return said.lines()
          .map(String::strip)
          .filter(line -> line.startsWith("ERROR"))
          .reduce((a, b) -> b)
          .or(() -> said.lines().reduce((a, b) -> b))
          .orElse("pip ended with exit code " + code);
    }
  }

  private Outcome pip(List<String> pip, WorkerFolder folder, List<String> requirements)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(pip);
    command.addAll(
        List.of(
            "install",
            "--quiet",
            "--no-input",
            "--disable-pip-version-check",
            "--no-warn-script-location",
            "--only-binary",
            ":all:",
            "--target",
            folder.scratch().toString()));
    command.addAll(requirements);
    Path log = folder.path().resolve("pip.log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    running.add(process);
    try {
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        return new Outcome(1, "pip did not end within " + PATIENCE_MINUTES + " minutes");
      }
      return new Outcome(process.exitValue(), Files.readString(log));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      running.remove(process);
    }
  }

  /** Ends what pip is at, and deletes what it installed. */
  @Override
  public void close() {
    running.forEach(Process::destroyForcibly);
    synchronized (this) {
      folders.forEach(WorkerFolder::delete);
      folders.clear();
    }
  }
}
