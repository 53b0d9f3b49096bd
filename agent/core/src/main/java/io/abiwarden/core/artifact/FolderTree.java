package io.abiwarden.core.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** A folder's files. Safe for several threads. */
public final class FolderTree implements FileTree {

  private final Path root;
  private final List<String> files;

  private FolderTree(Path root, List<String> files) {
    this.root = root;
    this.files = files;
  }

  /**
   * Lists a folder; links to folders are not followed.
   *
   * @throws IOException if it cannot be listed
   */
  public static FolderTree open(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      List<String> files =
          walk.filter(Files::isRegularFile)
              .map(path -> root.relativize(path).toString().replace('\\', '/'))
              .sorted()
              .toList();
      return new FolderTree(root, files);
    } catch (UncheckedIOException e) {
      throw new IOException("cannot list " + root + ": " + e.getMessage(), e);
    }
  }

  /** A tree of one file, in the folder it lies in. */
  public static FolderTree ofFile(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    Path name = file.getFileName();
    if (folder == null || name == null) {
      throw new IllegalArgumentException("not a file: " + file);
    }
    return new FolderTree(folder, List.of(name.toString()));
  }

  /** The folder. */
  public Path root() {
    return root;
  }

  @Override
  public List<String> files() {
    return files;
  }

  @Override
  public boolean has(String path) {
    return Files.isRegularFile(root.resolve(path));
  }

  @Override
  public ByteBuffer read(String path, long limit) throws IOException {
    try (FileChannel channel = FileChannel.open(root.resolve(path), StandardOpenOption.READ)) {
      long size = channel.size();
      if (size > limit) {
        throw new IOException(path + " is larger than " + limit + " bytes");
      }
      // Read, not mapped: a file that shrinks under a mapping would be a fault, not an exception.
      ByteBuffer buffer = ByteBuffer.allocate((int) size);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // Until the buffer is full or the file ends.
      }
      return buffer.flip();
    }
  }

  @Override
  public void stream(String path, Sink sink) throws IOException {
    try (FileChannel channel = FileChannel.open(root.resolve(path), StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      while (channel.read(buffer) >= 0) {
        sink.accept(buffer.flip());
        buffer.clear();
      }
    }
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
