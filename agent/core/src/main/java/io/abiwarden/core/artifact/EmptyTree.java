package io.abiwarden.core.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Stands for an archive that was refused. */
final class EmptyTree implements FileTree {

  @Override
  public List<String> files() {
    return List.of();
  }

  @Override
  public boolean has(String path) {
    return false;
  }

  @Override
  public ByteBuffer read(String path) throws IOException {
    throw new IOException("no file " + path);
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
