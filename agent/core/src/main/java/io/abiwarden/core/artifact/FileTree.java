package io.abiwarden.core.artifact;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The files of a wheel or a folder. Not safe for several threads unless it says so. */
public interface FileTree extends Closeable {

  /** The paths of all files, with forward slashes, relative, sorted; no folders. */
  List<String> files();

  /** Whether there is a file of this path. */
  boolean has(String path);

  /**
   * Reads a file whole.
   *
   * @throws IOException if it is not there, cannot be read, or is over the limit; the message says
   *     which, and names the file
   */
  ByteBuffer read(String path) throws IOException;

  @Override
  void close() throws IOException;
}
