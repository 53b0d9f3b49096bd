package io.abiwarden.worker;

import io.abiwarden.core.memory.Memory;
import io.abiwarden.ffi.EmbeddedPython;
import io.abiwarden.worker.process.WorkerMain;
import io.abiwarden.worker.protocol.WorkerFolder;
import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

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
          "-XX:+DisableAttachMechanism",
          "-Xlog:disable",
          "-Dslf4j.internal.verbosity=ERROR");

  /**
   * The system property that names the file in which the JVM keeps what it makes of the worker's
   * program at start (JEP 514): a third less to do each time. Without that file nothing is lost,
   * and one that does not fit is ignored by the JVM.
   */
  static final String CACHE_PROPERTY = "abiwarden.worker.cache";

  /** The system property that has the next worker make that file, as part of an installation. */
  static final String CACHE_OUTPUT_PROPERTY = "abiwarden.worker.cache.output";

  private WorkerCommand() {}

  /** The command line of a worker. */
  static List<String> of(WorkerFolder folder) {
    var command = new ArrayList<String>(List.of("/bin/sh", "-c", SHELL, "abiwarden-worker"));
    command.add(folder.shell().toString());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    command.add(cacheOption());
    command.add("-XX:ErrorFile=" + folder.hsErr());
    command.add("-Djava.io.tmpdir=" + folder.scratch());
    command.addAll(Program.FOUND);
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

  /** The part of the command line that names the program; the same for every worker. */
  private static final class Program {
    static final List<String> FOUND = find();

    private static List<String> find() {
      Module own = WorkerMain.class.getModule();
      return own.isNamed() && own.getLayer() != null
          ? onModulePath(own.getName(), own.getLayer().configuration())
          : onClassPath();
    }

    /**
     * Only what the worker needs of the parent's path: the less there is, the quicker it starts.
     */
    private static List<String> onModulePath(String name, Configuration configuration) {
      var needed = new LinkedHashSet<ResolvedModule>();
      configuration.findModule(name).ifPresent(module -> addNeeded(module, needed));
      String path =
          needed.stream()
              .flatMap(module -> module.reference().location().stream())
              .filter(location -> "file".equals(location.getScheme()))
              .map(location -> Path.of(location).toString())
              .collect(Collectors.joining(File.pathSeparator));
      return List.of(
          "--enable-native-access=io.abiwarden.ffi",
          "--module-path",
          path,
          "--module",
          name + "/" + WorkerMain.class.getName());
    }

    private static void addNeeded(ResolvedModule module, Set<ResolvedModule> needed) {
      if (needed.add(module)) {
        module.reads().forEach(read -> addNeeded(read, needed));
      }
    }

    private static List<String> onClassPath() {
      String path =
          Stream.of(WorkerMain.class, Memory.class, EmbeddedPython.class, LoggerFactory.class)
              .map(Program::location)
              .distinct()
              .collect(Collectors.joining(File.pathSeparator));
      return List.of("--enable-native-access=ALL-UNNAMED", "-cp", path, WorkerMain.class.getName());
    }

    private static String location(Class<?> type) {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      if (source == null || source.getLocation() == null) {
        throw new IllegalStateException(type.getName() + " does not say where it was loaded from");
      }
      try {
        URI location = source.getLocation().toURI();
        return Path.of(location).toString();
      } catch (URISyntaxException e) {
        throw new IllegalStateException(source.getLocation() + " is not a file", e);
      }
    }
  }
}
