package io.abiwarden.worker.check;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.artifact.ExtensionFile;
import io.abiwarden.core.artifact.InstalledPath;
import io.abiwarden.core.artifact.WheelTree;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An artifact as it lies on disk for an import: a wheel is spread into a temporary folder as an
 * installer would, once and only if something is run; files and folders are used where they are.
 * Safe for several threads.
 */
final class Workspace implements Closeable {

  private final Artifact artifact;
  private @Nullable Path unpacked;

  /** Why it cannot be unpacked, once that is known. */
  private Optional<String> failure = Optional.empty();

  Workspace(Artifact artifact) {
    this.artifact = artifact;
  }

  /** The folder that belongs in {@code sys.path}. */
  Path root() throws IOException {
    return switch (artifact.kind()) {
      case TREE -> artifact.path().toAbsolutePath().normalize();
      case FILE ->
          Optional.ofNullable(artifact.path().toAbsolutePath().normalize().getParent())
              .orElseThrow(() -> new IOException(artifact.path() + " lies in no folder"));
      case WHEEL -> unpack();
    };
  }

  /** Where an extension lies. */
  Path file(ExtensionFile file) throws IOException {
    return root().resolve(file.installed());
  }

  private synchronized Path unpack() throws IOException {
    if (failure.isPresent()) {
      // What lies there is only a part of the wheel.
      throw new IOException(failure.get());
    }
    if (unpacked != null) {
      return unpacked;
    }
    if (!(artifact.tree() instanceof WheelTree wheel)) {
      throw new IllegalStateException(artifact.path() + " is a wheel without its tree");
    }
    try {
      Optional<Finding> refusal =
          wheel.findings().stream().filter(finding -> finding.level() == Level.ERROR).findFirst();
      if (refusal.isPresent()) {
        // Installers refuse most of these; nothing of a damaged or hostile archive is run.
        throw new IOException(refusal.get().message());
      }
      Path folder = Files.createTempDirectory(place(), "abiwarden-wheel-").toRealPath();
      unpacked = folder;
      needRunnable(folder);
      fill(folder, wheel);
      return folder;
    } catch (IOException e) {
      failure = Optional.of(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private static Path place() throws IOException {
    Path place = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    if (!Files.isDirectory(place)) {
      throw new IOException("no folder " + place + " for temporary files (java.io.tmpdir)");
    }
    return place;
  }

  /** On a file system mounted noexec no library can be opened, which is not the module's fault. */
  private static void needRunnable(Path folder) throws IOException {
    Path probe = Files.createFile(folder.resolve("abiwarden-probe"));
    try {
      if (!probe.toFile().setExecutable(true) || !Files.isExecutable(probe)) {
        throw new IOException(
            folder.getParent()
                + " is on a file system from which nothing can be run (noexec): set java.io.tmpdir"
                + " to a folder elsewhere");
      }
    } finally {
      Files.delete(probe);
    }
  }

  private static void fill(Path folder, WheelTree wheel) throws IOException {
    for (String path : wheel.files()) {
      Optional<String> installed = InstalledPath.of(path);
      if (installed.isEmpty()) {
        continue;
      }
      Path target = folder.resolve(installed.get()).normalize();
      if (!target.startsWith(folder)) {
        throw new IOException(path + " would leave the wheel's folder");
      }
      Files.createDirectories(target.getParent());
      try (OutputStream out = Files.newOutputStream(target);
          WritableByteChannel channel = Channels.newChannel(out)) {
        wheel.stream(
            path,
            piece -> {
              while (piece.hasRemaining()) {
                channel.write(piece);
              }
            });
      }
    }
  }

  @Override
  public synchronized void close() {
    if (unpacked == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(unpacked)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // What an extension made unreadable stays in the temporary folder.
      return;
    } finally {
      unpacked = null;
    }
  }
}
