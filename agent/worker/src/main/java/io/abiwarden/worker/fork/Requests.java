package io.abiwarden.worker.fork;

import io.abiwarden.worker.protocol.WorkerFolder;
import io.abiwarden.worker.protocol.WorkerJob;
import io.abiwarden.worker.protocol.WorkerTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Jobs in the order in which {@code forkserver.py} takes them apart. */
final class Requests {

  private Requests() {}

  /** Whether a child of the interpreter can do it. */
  static boolean canDo(WorkerTask task) {
    return !(task instanceof WorkerTask.Probe);
  }

  static List<String> of(WorkerJob job, WorkerFolder folder) {
    List<String> texts = new ArrayList<>();
    texts.add(Long.toString(job.timeout().toMillis()));
    texts.add(word(job.task()));
    texts.add(folder.scratch().toString());
    texts.add(job.module());
    texts.add(job.file().toString());
    add(texts, job.searchPath());
    add(texts, job.writable());
    add(texts, job.forbidden());
    switch (job.task()) {
      case WorkerTask.Import(boolean byPath, boolean parents, String statement) ->
          texts.addAll(List.of(flag(byPath), flag(parents), statement));
      case WorkerTask.Subinterpreter(boolean byPath, boolean ownGil) ->
          texts.addAll(List.of(flag(byPath), flag(ownGil)));
      case WorkerTask.Probe _ ->
          throw new IllegalArgumentException("entry functions are called in a worker's own JVM");
    }
    return texts;
  }

  private static String word(WorkerTask task) {
    return task instanceof WorkerTask.Subinterpreter ? "subinterpreter" : "import";
  }

  private static void add(List<String> texts, List<Path> paths) {
    texts.add(Integer.toString(paths.size()));
    paths.forEach(path -> texts.add(path.toString()));
  }

  private static String flag(boolean value) {
    return value ? "1" : "";
  }
}
