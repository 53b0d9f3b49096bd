package io.abiwarden.worker.process;

import io.abiwarden.worker.protocol.WorkerFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Ends the worker when its parent is gone, however the parent died. */
final class ParentWatch {

  private ParentWatch() {}

  /** Starts to watch the pipe from the parent, by which nothing more comes. */
  static void start(InputStream parent, WorkerFolder folder) {
    Thread.ofPlatform()
        .daemon()
        .name("abiwarden-parent-watch")
        .start(() -> endWithParent(parent, folder));
  }

  private static void endWithParent(InputStream parent, WorkerFolder folder) {
    try {
      parent.transferTo(OutputStream.nullOutputStream());
    } catch (IOException closedByTheExtension) {
      // Not the parent's end: the work goes on, and the parent kills it if it must.
      return;
    }
    folder.delete();
    Runtime.getRuntime().halt(1);
  }
}
