package io.abiwarden.core.artifact;

import io.abiwarden.core.fix.Made;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Holds a wheel's files against its RECORD, in the one pass in which they are read anyway (AW501).
 *
 * <pre>{@code
 * RecordCheck check = RecordCheck.of(tree, info.folder());
 * for (String path : tree.files()) {
 *   if (isImage(path)) {
 *     ByteBuffer image = tree.read(path);
 *     check.seen(path, image);
 *   } else {
 *     check.stream(path);
 *   }
 * }
 * findings.addAll(check.findings());
 * }</pre>
 *
 * <p>Who else looks: {@code wheel unpack} refuses a wheel for any hash that is wrong, missing or
 * weak. pip (26.2) and uv (0.13) copy RECORD without checking a hash; both need it to be there and
 * to be UTF-8, uv needs three fields in each row, and pip fails on an empty row. What RECORD leaves
 * out, or has under another name, they cannot remove again, and nobody can tell whether it was
 * changed. Safe for several threads.
 */
public final class RecordCheck {

  /** The largest RECORD that is read, in bytes: some 400,000 files. */
  private static final long LARGEST = 64L << 20;

  private static final int PART = 1 << 14;

  private final FileTree tree;
  private final String record;
  private final List<Finding> ofTheWhole = new ArrayList<>();
  private final Map<String, RecordRow> rows = new HashMap<>();
  private final Map<RecordTrouble, SortedSet<String>> troubles = new EnumMap<>(RecordTrouble.class);

  private RecordCheck(FileTree tree, String record) {
    this.tree = tree;
    this.record = record;
  }

  /**
   * Reads RECORD.
   *
   * @param tree the wheel
   * @param folder its {@code .dist-info} folder, without a slash; if it has none, or no RECORD in
   *     it, nothing is checked, and {@link DistInfo} says so
   */
  public static RecordCheck of(FileTree tree, Optional<String> folder) {
    RecordCheck check = new RecordCheck(tree, folder.orElse("") + "/RECORD");
    if (tree.has(check.record)) {
      try {
        check.readRows(tree.read(check.record, LARGEST));
      } catch (UnreadableEntryException e) {
        // The tree says so, and nothing can be checked.
        return check;
      } catch (IOException e) {
        check.ofTheWhole.add(broken("RECORD cannot be read: " + e.getMessage() + "."));
      }
    }
    return check;
  }

  private static Finding broken(String message) {
    return new Finding(
        Rule.AW501,
        Level.ERROR,
        message,
        "Pack the wheel again with wheel pack, which writes RECORD anew.");
  }

  private void readRows(ByteBuffer bytes) {
    if (Utf8.strict(bytes).isEmpty()) {
      ofTheWhole.add(broken("RECORD is not UTF-8, so pip and uv refuse the wheel."));
    }
    RecordFile file = RecordFile.parse(Utf8.decode(bytes));
    if (!file.broken().isEmpty()) {
      ofTheWhole.add(
          broken(
              "RECORD has rows without three fields, which uv or pip refuses: "
                  + (file.broken().size() > 1 ? "rows " : "row ")
                  + Text.names(file.broken().stream().map(String::valueOf).toList())
                  + "."));
    }
    for (RecordRow row : file.rows()) {
      String path = row.path();
      if (path.endsWith("/")) {
        // Some tools list folders, and nobody minds.
        continue;
      }
      if (!tree.has(path) && tree.has(path.replace('\\', '/'))) {
        trouble(RecordTrouble.BACKSLASH, path);
        path = path.replace('\\', '/');
      }
      if (leavesFolder(path)) {
        trouble(RecordTrouble.LEAVES, path);
      } else if (!tree.has(path)) {
        trouble(RecordTrouble.NO_FILE, path);
      } else if (rows.put(path, row) != null) {
        trouble(RecordTrouble.TWICE, path);
      }
    }
    for (String path : tree.files()) {
      RecordRow row = rows.get(path);
      boolean free =
          path.equals(record) || path.equals(record + ".jws") || path.equals(record + ".p7s");
      if (free) {
        rows.remove(path);
      } else if (row == null) {
        trouble(RecordTrouble.NO_ROW, path);
      } else if (row.hash().isEmpty()) {
        trouble(RecordTrouble.NO_HASH, path);
      }
    }
  }

  private static boolean leavesFolder(String path) {
    return ZipSieve.leavesFolder(path)
        && (!path.startsWith("./") || ZipSieve.leavesFolder(path.substring(2)));
  }

  private synchronized void trouble(RecordTrouble trouble, String path) {
    troubles.computeIfAbsent(trouble, _ -> new TreeSet<>()).add(path);
  }

  /**
   * Takes a file that was read whole.
   *
   * @param path its path in the wheel
   * @param content all of it; position and limit stay as they are
   */
  public void seen(String path, ByteBuffer content) {
    FileHash hash = new FileHash(path);
    hash.accept(content.duplicate());
    hash.finish();
  }

  /**
   * Reads a file through a small buffer, and takes it. If it cannot be read, that is among the
   * findings of the {@link WheelTree}, and not among these.
   *
   * @param path its path in the wheel
   */
  public void stream(String path) {
    stream(path, _ -> false);
  }

  /**
   * Reads a file through a small buffer, and takes it, unless its start says that somebody wants it
   * whole.
   *
   * @param path its path in the wheel
   * @param wanted whether a file that starts so is to be left; it is given the first piece
   * @return whether it was left, and is still to be {@link #seen}
   */
  public boolean stream(String path, Predicate<ByteBuffer> wanted) {
    FileHash hash = new FileHash(path);
    boolean[] begun = new boolean[1];
    try {
      tree.stream(
          path,
          piece -> {
            if (!begun[0] && wanted.test(piece)) {
              throw new LeftException();
            }
            begun[0] = true;
            hash.accept(piece);
          });
    } catch (LeftException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
    hash.finish();
    return false;
  }

  /** Stops the reading of a file that is wanted whole. */
  private static final class LeftException extends IOException {

    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  /** What differs: a few findings, each with all its files. Files not yet taken are not judged. */
  public List<Finding> findings() {
    return findings(Made.UNKNOWN);
  }

  /**
   * The same with help in the words of its builder.
   *
   * @param made how the wheel was made
   */
  public synchronized List<Finding> findings(Made made) {
    List<Finding> findings = new ArrayList<>(ofTheWhole);
    troubles.forEach((trouble, names) -> findings.add(trouble.finding(names, made)));
    return findings;
  }

  /** Hashes one file as its row wants it. */
  private final class FileHash implements FileTree.Sink {

    private final String path;
    private final Optional<RecordRow> row;
    private final RecordHash expected;
    private final Optional<MessageDigest> digest;
    private long size;

    FileHash(String path) {
      this.path = path;
      this.row = Optional.ofNullable(rows.get(path));
      this.expected = RecordHash.of(row.map(RecordRow::hash).orElse(""));
      this.digest = expected.digest();
    }

    @Override
    public void accept(ByteBuffer piece) {
      size += piece.remaining();
      digest.ifPresent(d -> update(d, piece));
    }

    /** In small parts, since only what is called often is compiled to the processor's own SHA. */
    private static void update(MessageDigest digest, ByteBuffer piece) {
      int end = piece.limit();
      while (piece.position() < end) {
        piece.limit(Math.min(piece.position() + PART, end));
        digest.update(piece);
      }
    }

    void finish() {
      if (row.isEmpty() || row.get().hash().isEmpty()) {
        return;
      }
      if (expected.weak()) {
        trouble(RecordTrouble.WEAK, path);
      }
      if (digest.isEmpty()) {
        trouble(RecordTrouble.UNKNOWN, path);
        return;
      }
      RecordHash.Match match = expected.compare(digest.get().digest());
      switch (match) {
        case DIFFERENT -> trouble(RecordTrouble.DIFFERS, path);
        case OTHER_SPELLING -> trouble(RecordTrouble.SPELLING, path);
        case SAME -> {
          String said = row.get().size();
          if (!said.isEmpty() && !said.equals(Long.toString(size))) {
            trouble(RecordTrouble.SIZE, path);
          }
        }
      }
    }
  }
}
