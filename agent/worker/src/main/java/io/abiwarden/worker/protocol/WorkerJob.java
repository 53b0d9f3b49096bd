package io.abiwarden.worker.protocol;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One file to be loaded by one interpreter.
 *
 * @param libpython the interpreter's shared library, by absolute path; empty if it has none
 * @param home its base prefix, where known; what {@code PYTHONHOME} would be
 * @param program the interpreter's command, by absolute path: what is run, or what to act as, which
 *     makes a venv's packages visible
 * @param siteImport whether {@code site} runs, which adds the interpreter's site-packages
 * @param searchPath folders put before all others in {@code sys.path}: the artifact's own
 * @param writable those folders in which bytecode may be kept for the next import
 * @param forbidden files of the artifact that must not be opened on the way, by absolute path
 * @param file the extension, by absolute path
 * @param module its dotted name
 * @param task what to do with it
 * @param timeout how long the worker may take, its own start included
 */
public record WorkerJob(
    Optional<Path> libpython,
    Optional<Path> home,
    Optional<Path> program,
    boolean siteImport,
    List<Path> searchPath,
    List<Path> writable,
    List<Path> forbidden,
    Path file,
    String module,
    WorkerTask task,
    Duration timeout) {

  /** Copies the lists. */
  public WorkerJob {
    searchPath = List.copyOf(searchPath);
    writable = List.copyOf(writable);
    forbidden = List.copyOf(forbidden);
  }

  /** The same job, with no more time than this. */
  public WorkerJob within(Duration limit) {
    return new WorkerJob(
        libpython,
        home,
        program,
        siteImport,
        searchPath,
        writable,
        forbidden,
        file,
        module,
        task,
        timeout.compareTo(limit) < 0 ? timeout : limit);
  }
}
