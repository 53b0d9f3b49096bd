package io.abiwarden.worker.protocol;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One file to be loaded by one interpreter.
 *
 * @param libpython the interpreter's shared library, by absolute path
 * @param home its base prefix, where known; what {@code PYTHONHOME} would be
 * @param program the executable to act as, which makes a venv's packages visible
 * @param siteImport whether {@code site} runs, which adds the interpreter's site-packages
 * @param searchPath folders put before all others in {@code sys.path}: the artifact's own
 * @param forbidden files of the artifact that must not be opened on the way, by absolute path
 * @param file the extension, by absolute path
 * @param module its dotted name
 * @param task what to do with it
 * @param timeout how long the worker may take, its own start included
 */
public record WorkerJob(
    Path libpython,
    Optional<Path> home,
    Optional<Path> program,
    boolean siteImport,
    List<Path> searchPath,
    List<Path> forbidden,
    Path file,
    String module,
    WorkerTask task,
    Duration timeout) {

  /** Copies the lists. */
  public WorkerJob {
    searchPath = List.copyOf(searchPath);
    forbidden = List.copyOf(forbidden);
  }
}
