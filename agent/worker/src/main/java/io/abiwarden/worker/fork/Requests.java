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
      case WorkerTask.Probe probe -> texts.addAll(List.of(probe.symbol(), probe.style().name()));
    }
    return texts;
  }

  private static String word(WorkerTask task) {
    return switch (task) {
      case WorkerTask.Import _ -> "import";
      case WorkerTask.Subinterpreter _ -> "subinterpreter";
      case WorkerTask.Probe _ -> "probe";
    };
  }

  private static void add(List<String> texts, List<Path> paths) {
    texts.add(Integer.toString(paths.size()));
    paths.forEach(path -> texts.add(path.toString()));
  }

  private static String flag(boolean value) {
    return value ? "1" : "";
  }
}
