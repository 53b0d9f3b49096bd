package io.abiwarden.worker.protocol;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one worker: where it runs, what it writes, and all that goes with it. The parent
 * makes and deletes it; a worker deletes it only when its parent is gone.
 *
 * @param path the folder
 */
public record WorkerFolder(Path path) {

  /** The exit code of a worker that cannot write its events: a disk is full, most likely. */
  public static final int CANNOT_REPORT = 117;

  /**
   * Makes a folder for one worker.
   *
   * @param place where
   * @throws IOException if there is no room or permission for it
   */
  public static WorkerFolder create(Path place) throws IOException {
    // The worker runs somewhere else, where a relative path would mean another place.
    Path here = place.toAbsolutePath();
    if (!Files.isDirectory(here)) {
      throw new IOException("no folder " + here + " for temporary files (java.io.tmpdir)");
    }
    var folder = new WorkerFolder(Files.createTempDirectory(here, "abiwarden-"));
    Files.createDirectory(folder.scratch());
    return folder;
  }

  /** Where the worker writes its events. */
  public Path events() {
    return path.resolve("events");
  }

  /** Where HotSpot writes its report. */
  public Path hsErr() {
    return path.resolve("hs_err.log");
  }

  /** Where the shell says that its child died of a signal. */
  public Path shell() {
    return path.resolve("shell");
  }

  /** The folder that the extension finds itself in, and that is its folder for temporary files. */
  public Path scratch() {
    return path.resolve("scratch");
  }

  /** Deletes it with whatever the extension left there; links are not followed. Never fails. */
  public void delete() {
    try {
      Files.walkFileTree(path, new Deletion());
    } catch (IOException e) {
      // What cannot be deleted stays: that is no reason to lose a result.
      return;
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
