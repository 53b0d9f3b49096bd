package io.abiwarden.cli.index;

import io.abiwarden.ffi.UserCache;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings files here. What has a hash is kept in the user's cache, under that hash, and checked
 * again whenever it is used; the rest lies in a folder that goes away at the end. Safe for several
 * threads.
 */
final class Downloads {

  /** No wheel on an index comes near. */
  static final long LARGEST = 8L << 30;

  private static final int BUFFER = 1 << 16;

  /** The end of the name of what is not whole yet. */
  private static final String PART = ".part";

  /** What nobody has written to for so long is left over from a process that is gone. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Http http;
  private final Place place;
  private @Nullable Path passing;

  Downloads(Http http, Place place) {
    this.http = http;
    this.place = place;
  }

  /**
   * Where files are kept.
   *
   * @param cache a folder of abiwarden's; none if nothing is kept
   * @param most how many bytes are kept; what was not used for longest goes first
   */
  record Place(Optional<Path> cache, long most) {

    private static final long USUAL = 4L << 30;

    /** In the user's cache folder. */
    static Place ofUser(Map<String, String> environment) {
      return new Place(
          UserCache.folder(System.getProperties(), environment)
              .map(folder -> folder.resolve("wheels")),
          USUAL);
    }
  }

  Path fetch(IndexFile file) throws IndexException {
    if ("file".equals(file.address().getScheme())) {
      return local(file);
    }
    if (file.size() > LARGEST) {
      throw new IndexException(file.name() + " is larger than " + LARGEST + " bytes");
    }
    try {
      Optional<Path> kept = Optional.empty();
      if (file.sha256().isPresent() && place.cache().isPresent()) {
        kept = Optional.of(place.cache().get().resolve(file.sha256().get()).resolve(file.name()));
        if (isIntact(kept.get(), file.sha256().get())) {
          Files.setLastModifiedTime(kept.get(), FileTime.from(Instant.now()));
          return kept.get();
        }
      }
      Path target = kept.filter(Downloads::canBeMade).orElseGet(() -> passing(file));
      return http.get(file.address(), Http.Accept.FILE, response -> receive(response, file, target))
          .orElseThrow(
              () ->
                  new IndexException(
                      "%s is listed, but not there (%s, HTTP 404)"
                          .formatted(file.name(), Failures.server(file.address()))));
    } catch (IOException | UncheckedIOException e) {
      throw new IndexException(file.name() + " cannot be kept: " + e.getMessage(), e);
    }
  }

  /** A file of a folder; what a page says of its hash counts here too. */
  private static Path local(IndexFile file) throws IndexException {
    try {
      Path path = Path.of(file.address());
      if (file.sha256().isPresent() && !isIntact(path, file.sha256().get())) {
        throw new IndexException(file.name() + " is not what the index says (its sha256 differs)");
      }
      return path;
    } catch (IOException | IllegalArgumentException e) {
      throw new IndexException(file.name() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Path receive(Http.Response response, IndexFile file, Path target)
      throws IOException, IndexException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("no folder for " + target);
    }
    Path part = Files.createTempFile(folder, "receiving", PART);
    try {
      String hash;
      try (OutputStream out = Files.newOutputStream(part)) {
        hash = copy(response, file, out);
      }
      if (file.sha256().isPresent() && !file.sha256().get().equals(hash)) {
        throw new IndexException(
            "%s is not what the index says: its sha256 is %s, and should be %s; it was not kept"
                .formatted(file.name(), hash, file.sha256().get()));
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      prune(target);
      return target;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Copies, counts and hashes; less than was announced is the connection's fault. */
  private static String copy(Http.Response response, IndexFile file, OutputStream out)
      throws IOException, IndexException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    long announced = file.size() >= 0 ? file.size() : response.length();
    long most = announced >= 0 ? announced : LARGEST;
    long received = 0;
    for (int count = response.body().read(buffer);
        count >= 0;
        count = response.body().read(buffer)) {
      received += count;
      if (received > most || received > LARGEST) {
        throw new IndexException(
            file.name()
                + " is larger than "
                + Math.min(most, LARGEST)
                + " bytes, which it should not be");
      }
      digest.update(buffer, 0, count);
      out.write(buffer, 0, count);
    }
    if (received < announced) {
      throw new IOException("broke off after " + received + " of " + announced + " bytes");
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static boolean isIntact(Path file, String sha256) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest()).equals(sha256.toLowerCase(Locale.ROOT));
  }

  private static boolean canBeMade(Path file) {
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return folder != null && Files.isWritable(folder);
    } catch (IOException e) {
      return false;
    }
  }

  /** A place for this run only; each file has a folder, so that its name can be its own. */
  private synchronized Path passing(IndexFile file) {
    try {
      Path folder = passing;
      if (folder == null) {
        folder = Files.createTempDirectory("abiwarden");
        passing = folder;
      }
      return Files.createTempDirectory(folder, "wheel").resolve(file.name());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Keeps the cache from growing for ever. What another job or process moves or removes meanwhile
   * is no fault of the download that has just come to its end.
   */
  private synchronized void prune(Path newest) {
    Path cache = place.cache().orElse(null);
    if (cache == null || !newest.startsWith(cache)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(cache, 2)) {
      List<Kept> files =
          walk.filter(Files::isRegularFile)
              .filter(file -> !isArriving(file))
              .map(Kept::of)
              .sorted(Comparator.comparing(Kept::used).reversed())
              .toList();
      long total = 0;
      for (Kept kept : files) {
        total += kept.size();
        if (total > place.most() && !kept.file().equals(newest)) {
          Files.deleteIfExists(kept.file());
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // The next download looks again.
      return;
    }
  }

  /** Whether somebody is receiving it, and did not break off long ago. */
  private static boolean isArriving(Path file) {
    try {
      return file.toString().endsWith(PART)
          && Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(ABANDONED));
    } catch (IOException e) {
      return true;
    }
  }

  /** A file of the cache as it was when it was looked at; another process may take it away. */
  private record Kept(Path file, long size, FileTime used) {
    static Kept of(Path file) {
      try {
        return new Kept(file, Files.size(file), Files.getLastModifiedTime(file));
      } catch (IOException e) {
        return new Kept(file, 0, FileTime.fromMillis(0));
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  synchronized void close() throws IOException {
    Path folder = passing;
    if (folder == null) {
      return;
    }
    passing = null;
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
