package io.abiwarden.ffi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The unpacked interpreter: which files of the jar belong to it, how they get to disk, and whether
 * they are still as they were written.
 *
 * <p>A tree counts as there once its manifest is, which is written last. Every file gets its final
 * name when it is complete, and a damaged tree is mended file by file: another process may be
 * running from it at this moment.
 */
final class EmbeddedTree {

  /** Changes whenever other files are chosen, or they go to other places. */
  static final int CHOICE = 1;

  private static final String ROOT = "org/bytedeco/cpython/linux-x86_64/";

  /** All files get this time: a file that was touched since is noticed by it. */
  private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

  private static final String MANIFEST = ".abiwarden-manifest";

  /** Folders of the standard library that nobody who loads an extension needs. */
  private static final Set<String> UNUSED =
      Set.of(
          "test", "idlelib", "turtledemo", "tkinter", "ensurepip", "site-packages", "pydoc_data");

  private EmbeddedTree() {}

  /** Whether the tree is there with all its files, each with the size and time it was given. */
  static boolean whole(Path prefix) {
    try {
      List<String> lines = Files.readAllLines(prefix.resolve(MANIFEST));
      if (lines.isEmpty() || !lines.getFirst().equals("files " + (lines.size() - 1))) {
        return false;
      }
      for (String line : lines.subList(1, lines.size())) {
        int space = line.indexOf(' ');
        if (!intact(
            prefix.resolve(line.substring(space + 1)), Long.parseLong(line, 0, space, 10))) {
          return false;
        }
      }
      return true;
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return false;
    }
  }

  private static boolean intact(Path file, long size) throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.isRegularFile() && now.size() == size && now.lastModifiedTime().equals(TIME);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Writes what is missing or damaged.
   *
   * @throws IOException if the jar cannot be read or the folder not written
   */
  static synchronized void make(EmbeddedJar jar, Path prefix, EmbeddedPython.Progress progress)
      throws IOException {
    Files.createDirectories(prefix);
    Path lock = prefix.resolveSibling(prefix.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      // Whoever had the lock before may have done it all.
      if (held.isValid() && !whole(prefix)) {
        unpack(jar, prefix, progress);
      }
    }
  }

  private static void unpack(EmbeddedJar jar, Path prefix, EmbeddedPython.Progress progress)
      throws IOException {
    try (var zip = new ZipFile(jar.file().toFile())) {
      List<Chosen> files = choose(zip, prefix, jar.version());
      long total = files.stream().mapToLong(f -> f.entry().getSize()).sum();
      var manifest = new StringBuilder("files " + files.size() + "\n");
      long done = 0;
      for (Chosen file : files) {
        if (!intact(prefix.resolve(file.path()), file.entry().getSize())) {
          try (InputStream content = zip.getInputStream(file.entry())) {
            write(prefix, file.path(), content);
          }
        }
        done += file.entry().getSize();
        manifest.append(file.entry().getSize()).append(' ').append(file.path()).append('\n');
        progress.at(done, total);
      }
      Path unfinished = temporary(prefix);
      Files.writeString(unfinished, manifest);
      replace(unfinished, prefix.resolve(MANIFEST));
    }
  }

  /**
   * A file of the tree.
   *
   * @param entry where it comes from
   * @param path where it goes, below the prefix
   */
  private record Chosen(ZipEntry entry, String path) {}

  private static List<Chosen> choose(ZipFile zip, Path prefix, String version) throws IOException {
    var chosen = new ArrayList<Chosen>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      Optional<String> path = place(entry.getName(), version);
      if (path.isEmpty() || entry.isDirectory()) {
        continue;
      }
      if (!prefix.resolve(path.get()).normalize().startsWith(prefix)) {
        throw new IOException(zip.getName() + " has an entry that leads out: " + entry.getName());
      }
      chosen.add(new Chosen(entry, path.get()));
    }
    if (chosen.isEmpty()) {
      throw new IOException(zip.getName() + " holds no interpreter");
    }
    return chosen;
  }

  /**
   * Where an entry goes. The jar flattens the tree's shared libraries into its root: libpython goes
   * back to {@code lib}, and libffi to where {@code _ctypes} looks for it ({@code $ORIGIN}).
   */
  static Optional<String> place(String entry, String version) {
    if (!entry.startsWith(ROOT)) {
      return Optional.empty();
    }
    String path = entry.substring(ROOT.length());
    String minor = version.substring(0, version.lastIndexOf('.'));
    String library = "lib/python" + minor + "/";
    String headers = "include/python" + minor + "/";
    if (path.startsWith(library)) {
      String first = path.substring(library.length()).split("/", 2)[0];
      boolean used = !UNUSED.contains(first) && !first.startsWith("config-");
      return used ? Optional.of(path) : Optional.empty();
    }
    if (path.startsWith(headers)) {
      return path.startsWith(headers + "internal/") ? Optional.empty() : Optional.of(path);
    }
    if (path.equals("libpython" + minor + ".so.1.0")) {
      return Optional.of("lib/" + path);
    }
    if (path.startsWith("libffi.so.")) {
      return Optional.of(library + "lib-dynload/" + path);
    }
    return path.equals("bin/python" + minor) || path.equals("bin/python3")
        ? Optional.of(path)
        : Optional.empty();
  }

  private static void write(Path prefix, String path, InputStream content) throws IOException {
    Path target = prefix.resolve(path);
    Files.createDirectories(target.getParent());
    Path unfinished = temporary(prefix);
    try {
      Files.copy(content, unfinished, StandardCopyOption.REPLACE_EXISTING);
      if (path.startsWith("bin/")) {
        Set<PosixFilePermission> mode = EnumSet.copyOf(Files.getPosixFilePermissions(unfinished));
        mode.add(PosixFilePermission.OWNER_EXECUTE);
        mode.add(PosixFilePermission.GROUP_EXECUTE);
        mode.add(PosixFilePermission.OTHERS_EXECUTE);
        Files.setPosixFilePermissions(unfinished, mode);
      }
      Files.setLastModifiedTime(unfinished, TIME);
      replace(unfinished, target);
    } catch (IOException e) {
      Files.deleteIfExists(unfinished);
      throw e;
    }
  }

  /** One name will do: only the holder of the lock writes. */
  private static Path temporary(Path prefix) {
    return prefix.resolve(".unfinished");
  }

  private static void replace(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
