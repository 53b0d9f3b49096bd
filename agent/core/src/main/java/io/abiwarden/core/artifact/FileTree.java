package io.abiwarden.core.artifact;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The files of a wheel or a folder. Safe for several threads, which read at the same time. */
public interface FileTree extends Closeable {

  /** Takes a file's content, piece by piece. */
  @FunctionalInterface
  interface Sink {

    /**
     * Takes a piece.
     *
     * @param piece some of the content, valid until this returns
     * @throws IOException if it cannot be taken; reading stops
     */
    void accept(ByteBuffer piece) throws IOException;
  }

  /** The paths of all files, with forward slashes, relative, sorted; no folders. */
  List<String> files();

  /** Whether there is a file of this path. */
  boolean has(String path);

  /**
   * Whether there is Python code that is imported where an extension is not.
   *
   * @param stem the extension's path without its suffix
   */
  default boolean hasSource(String stem) {
    return has(stem + ".py") || has(stem + ".pyc") || has(stem + "/__init__.py");
  }

  /**
   * Reads a file whole.
   *
   * @throws IOException if it is not there, cannot be read, or is over the limit of 1 GiB; the
   *     message says which, and names the file
   */
  default ByteBuffer read(String path) throws IOException {
    return read(path, Limits.FILE);
  }

  /**
   * Reads a file whole, unless it is larger than expected.
   *
   * @param limit the most that is read, in bytes, at most 1 GiB
   * @throws IOException as {@link #read(String)}
   */
  ByteBuffer read(String path, long limit) throws IOException;

  /**
   * Reads a file through a small buffer, however large it is.
   *
   * @throws IOException if it is not there or cannot be read, or from the sink; pieces may have
   *     been handed over before
   */
  void stream(String path, Sink sink) throws IOException;

  @Override
  void close() throws IOException;
}
