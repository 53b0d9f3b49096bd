package io.abiwarden.worker;

import io.abiwarden.worker.protocol.WorkerFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a worker is started: the shell that tells how it died, and its JVM. */
final class WorkerCommand {

  /**
   * The shell between parent and worker. It is here for what Java cannot tell: a shell says that
   * its child died of a signal, while an exit value of 139 may be either; it does so on its own
   * standard error, which the child does not have. (bash says nothing in POSIX mode.)
   *
   * <p>Descriptor 4 is the parent's pipe: the job comes by it, and its end means that the parent is
   * gone. It is put there first, since a command in the background gets an empty standard input. In
   * a session of its own the worker has no terminal to read from, is not reached by Ctrl-C, and
   * whatever it leaves behind is its process group, which goes with it.
   */
  private static final String SHELL =
      """
      exec 4<&0 </dev/null 2>"$1"
      shift
      [ -n "${BASH_VERSION:-}" ] && set +o posix
      ulimit -c 0
      command -v setsid >/dev/null && set -- setsid "$@"
      "$@" 2>&1 &
      child=$!
      wait "$child"
      code=$?
      kill -s KILL -- "-$child" 2>/dev/null
      exit "$code"
      """;

  /** Small, quick to start, silent; signals as in any other process; no file but in its folder. */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xmx64m",
          "-XX:-UsePerfData",
          "-Xrs",
          "-XX:-CreateCoredumpOnCrash",
          "-XX:ErrorLogTimeout=5",
          // A cache with a damaged block in it would end the JVM; verified, it is left alone.
          "-XX:+VerifySharedSpaces",
          "-XX:+DisableAttachMechanism",
          "-Xlog:disable",
          // One that a later Java, or another vendor's, has given up is no reason not to start.
          "-XX:+IgnoreUnrecognizedVMOptions");

  /**
   * The system property that names the file in which the JVM keeps what it makes of the worker's
   * program at start (JEP 514): a third less to do each time. Without that file nothing is lost,
   * and one that does not fit is ignored by the JVM.
   */
  static final String CACHE_PROPERTY = "abiwarden.worker.cache";

  /** The system property that has the next worker make that file, as part of an installation. */
  static final String CACHE_OUTPUT_PROPERTY = "abiwarden.worker.cache.output";

  private WorkerCommand() {}

  /**
   * The command line of a worker.
   *
   * @param folder its own; it is to be started in the scratch folder of that
   * @throws IOException if a JVM cannot be started from here; the message is one line
   */
  static List<String> of(WorkerFolder folder) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    if (!Files.isExecutable(java)) {
      throw new IOException("there is no " + java + " to run it by");
    }
    var command = new ArrayList<String>(List.of("/bin/sh", "-c", SHELL, "abiwarden-worker"));
    command.add(folder.shell().toString());
    command.add(java.toString());
    command.addAll(JVM_OPTIONS);
    command.add(cacheOption());
    // A per cent sign would begin the number of the process.
    command.add("-XX:ErrorFile=" + folder.hsErr().toString().replace("%", "%%"));
    command.add("-Djava.io.tmpdir=" + folder.scratch());
    command.addAll(WorkerProgram.of(folder));
    command.add(folder.path().toString());
    return command;
  }

  private static String cacheOption() {
    String output = System.getProperty(CACHE_OUTPUT_PROPERTY, "");
    if (!output.isEmpty()) {
      return "-XX:AOTCacheOutput=" + output;
    }
    String cache = System.getProperty(CACHE_PROPERTY, "");
    return !cache.isEmpty() && Files.isRegularFile(Path.of(cache))
        ? "-XX:AOTCache=" + cache
        : "-Xshare:auto";
  }
}
