package io.abiwarden.guard;

import io.abiwarden.core.judge.Judge;
import io.abiwarden.ffi.HostPython;
import io.abiwarden.ffi.UserCache;
import io.abiwarden.guard.FileJudge.Judged;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.CodeSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Judgements that are kept from one process to the next, in the user's cache: reading an extension
 * for the first time, in a JVM that has just started, takes longer than importing it does.
 *
 * <p>A file of them is for one build of abiwarden, one libpython and one target; each line is about
 * one content of one file. Processes append to it; whatever cannot be read or written, or belongs
 * to somebody else, counts as empty.
 */
final class JudgementStore {

  private static final long LARGEST = 8L << 20;
  private static final int MOST_FILES = 40;

  private final Path file;

  /** The store that is, or will be, this file. */
  JudgementStore(Path file) {
    this.file = file;
  }

  /**
   * The one for a Python; empty if this user has no cache, or this abiwarden is not in jars, whose
   * changes would show.
   */
  static Optional<JudgementStore> of(HostPython host, GuardPolicy policy) {
    try {
      Optional<Path> folder = UserCache.folder(System.getProperties(), System.getenv());
      Optional<String> guard = jar(JudgementStore.class);
      Optional<String> judge = jar(Judge.class);
      if (folder.isEmpty() || guard.isEmpty() || judge.isEmpty()) {
        return Optional.empty();
      }
      String about =
          String.join(
              "\n",
              guard.get(),
              judge.get(),
              host.kind().toString(),
              FileKey.of(host.file()).toString(),
              policy.target().orElse(""));
      CRC32 sum = new CRC32();
      sum.update(about.getBytes(StandardCharsets.UTF_8));
      String name =
          host.kind().display()
              + "-"
              + Long.toHexString(sum.getValue())
              + "-"
              + Integer.toHexString(about.hashCode());
      return Optional.of(new JudgementStore(folder.get().resolve("guard").resolve(name)));
    } catch (IOException
        | URISyntaxException
        | InvalidPathException
        | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** The jar that a class is in, as it is now; the agent's has all of them. */
  private static Optional<String> jar(Class<?> type) throws IOException, URISyntaxException {
    CodeSource code = type.getProtectionDomain().getCodeSource();
    if (code == null) {
      return Optional.empty();
    }
    Path file = Path.of(code.getLocation().toURI());
    return Files.isRegularFile(file)
        ? Optional.of(file + "\n" + FileKey.of(file))
        : Optional.empty();
  }

  /** All that is kept. */
  Map<JudgedKey, Judged> load() {
    Map<JudgedKey, Judged> known = new HashMap<>();
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || isForeign()) {
        return known;
      }
      if (Files.size(file) > LARGEST) {
        Files.delete(file);
        return known;
      }
      // What is no UTF-8 has another check sum then.
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      for (String line : text.split("\n", -1)) {
        JudgedText.read(line).ifPresent(entry -> known.put(entry.getKey(), entry.getValue()));
      }
    } catch (IOException e) {
      // It cannot be read: nothing is known.
      return known;
    }
    return known;
  }

  /** Another user could have others' judgements there. */
  private boolean isForeign() throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    return !Files.getOwner(file).equals(Files.getOwner(Path.of("/proc/self")))
        || permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE);
  }

  /** Each new build of abiwarden, and each new Python, begins a file of its own. */
  private static void makeRoom(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted(Comparator.comparingLong(JudgementStore::modified)).toList();
    }
    for (Path old : files.subList(0, Math.max(0, files.size() - MOST_FILES))) {
      Files.deleteIfExists(old);
    }
  }

  private void create() throws IOException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException _) {
      // Another process was quicker.
      return;
    }
  }

  private static long modified(Path file) {
    return file.toFile().lastModified();
  }

  /** Keeps one more, by one write. */
  void add(JudgedKey key, Judged judged) {
    try {
      if (!Files.exists(file)) {
        makeRoom(Files.createDirectories(file.getParent()));
        create();
      }
      try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
        out.write((JudgedText.write(key, judged) + '\n').getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // It will be read once more next time.
      return;
    }
  }
}
