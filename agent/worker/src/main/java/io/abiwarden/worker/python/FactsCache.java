package io.abiwarden.worker.python;

import io.abiwarden.ffi.UserCache;
import io.abiwarden.worker.log.WorkerLog;
import java.io.BufferedInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What was read of files before, so that it need not be read again. Each entry is a file of its
 * own, which begins with the identity of the file it is about: a change of that file makes it
 * worthless. An entry that is damaged, or somebody else's, counts as none. A cache that cannot be
 * read or written is no error either: everything is found out anew.
 *
 * <p>Safe for several threads and processes: an entry is replaced as a whole.
 */
final class FactsCache {

  /** Changes with the form or the meaning of entries, as do their names. */
  private static final String FORM = "abiwarden interpreter facts 2";

  private static final String SUFFIX = ".facts";

  /** More than any entry has; what is larger is none. */
  private static final long LARGEST = 16L << 20;

  private static final int MOST_ENTRIES = 500;
  private static final FactsCache USERS =
      new FactsCache(
          UserCache.folder(System.getProperties(), System.getenv())
              .map(folder -> folder.resolve("interpreters")));

  private final Optional<Path> folder;

  /**
   * A cache in a folder.
   *
   * @param folder need not exist; without one nothing is kept
   */
  FactsCache(Optional<Path> folder) {
    this.folder = folder;
  }

  /** That of the user who runs this. */
  static FactsCache ofUser() {
    return USERS;
  }

  /** Reads what an entry holds. */
  @FunctionalInterface
  interface Decoder<T> {
    T decode(DataInput in) throws IOException;
  }

  /** Writes what an entry holds. */
  @FunctionalInterface
  interface Encoder {
    void encode(DataOutput out) throws IOException;
  }

  /**
   * The entry about a file as it is now. To be asked for before the file is read: what is read
   * later, of a file that changed in between, is then not kept.
   *
   * @param kind what sort of facts it holds
   */
  Entry entry(String kind, Path file) {
    try {
      return new Entry(kind, file, FileIdentity.of(file));
    } catch (IOException e) {
      return new Entry(kind, file, null);
    }
  }

  /** What is kept about one file. */
  final class Entry {
    private final String kind;
    private final Path file;
    private final @Nullable FileIdentity identity;

    private Entry(String kind, Path file, @Nullable FileIdentity identity) {
      this.kind = kind;
      this.file = file;
      this.identity = identity;
    }

    /** What is kept, if the file is still the one that it is about. */
    <T> Optional<T> read(Decoder<T> decoder) {
      if (identity == null || folder.isEmpty()) {
        return Optional.empty();
      }
      Path place = place(identity);
      try {
        if (!Files.isRegularFile(place) || Files.size(place) > LARGEST || isForeign(place)) {
          return Optional.empty();
        }
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(place));
            var bounded = new Bounded(new GZIPInputStream(raw), LARGEST);
            var in = new DataInputStream(new BufferedInputStream(bounded))) {
          if (!in.readUTF().equals(FORM) || !in.readUTF().equals(about(identity))) {
            return Optional.empty();
          }
          T value = decoder.decode(in);
          // Only the end of the stream has the check sum looked at.
          return in.read() < 0 ? Optional.of(value) : Optional.empty();
        }
      } catch (IOException | IllegalArgumentException e) {
        WorkerLog.debug(() -> place + " is no use: " + e.getMessage());
        return Optional.empty();
      }
    }

    /** Keeps something, if the file has not changed since this entry was asked for. */
    void write(Encoder encoder) {
      if (identity == null || folder.isEmpty() || !identity.settled()) {
        return;
      }
      try {
        if (!FileIdentity.of(file).equals(identity)) {
          return;
        }
        Files.createDirectories(folder.get());
        Path unfinished = Files.createTempFile(folder.get(), "unfinished", ".tmp");
        try {
          try (OutputStream raw = Files.newOutputStream(unfinished);
              var out = new DataOutputStream(new GZIPOutputStream(raw))) {
            out.writeUTF(FORM);
            out.writeUTF(about(identity));
            encoder.encode(out);
          }
          Files.move(
              unfinished,
              place(identity),
              StandardCopyOption.ATOMIC_MOVE,
              StandardCopyOption.REPLACE_EXISTING);
        } finally {
          Files.deleteIfExists(unfinished);
        }
        tidy(folder.get());
      } catch (IOException | UnsupportedOperationException e) {
        WorkerLog.debug(() -> "what was read of " + file + " is not kept: " + e.getMessage());
      }
    }

    private String about(FileIdentity about) {
      return kind + "\n" + about.text();
    }

    /** One place for each file, so that what is out of date is replaced. */
    private Path place(FileIdentity about) {
      CRC32 sum = new CRC32();
      sum.update(about.path().getBytes(StandardCharsets.UTF_8));
      // Two files that fall on one name cost each other time, and nothing else.
      String name =
          kind
              + "-"
              + HexFormat.of().toHexDigits((int) sum.getValue())
              + HexFormat.of().toHexDigits(about.path().hashCode());
      return folder.orElseThrow().resolve(name + SUFFIX);
    }
  }

  /** Whether another user wrote it, who could say anything in it. */
  private static boolean isForeign(Path place) throws IOException {
    Path self = Path.of("/proc/self");
    try {
      return Files.exists(self)
          && !Files.getAttribute(place, "unix:uid").equals(Files.getAttribute(self, "unix:uid"));
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Throws the oldest away where there are too many. */
  private static void tidy(Path folder) throws IOException {
    List<Path> entries = Folders.list(folder, "*" + SUFFIX);
    if (entries.size() > MOST_ENTRIES) {
      record Aged(Path entry, long time) {}
      List<Aged> oldest =
          entries.stream()
              .map(entry -> new Aged(entry, entry.toFile().lastModified()))
              .sorted((a, b) -> Long.compare(a.time(), b.time()))
              .limit(MOST_ENTRIES / 2)
              .toList();
      for (Aged aged : oldest) {
        Files.deleteIfExists(aged.entry());
      }
    }
  }

  /** A stream that fails where a small compressed file would become a large one. */
  private static final class Bounded extends FilterInputStream {
    private long left;

    Bounded(InputStream in, long most) {
      super(in);
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      spend(1);
      return super.read();
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      int got = super.read(bytes, from, count);
      spend(got);
      return got;
    }

    private void spend(int count) throws IOException {
      left -= count;
      if (left < 0) {
        throw new IOException("larger than anything that was written here");
      }
    }
  }
}
