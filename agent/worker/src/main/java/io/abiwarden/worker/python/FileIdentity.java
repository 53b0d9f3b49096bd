package io.abiwarden.worker.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * What tells whether a file is still the one that was read.
 *
 * @param path where it lies, all links followed
 * @param size in bytes
 * @param modified the time of its last change, as the file system has it
 * @param changed the time of the last change of its inode, which nobody can set; else that of the
 *     content
 * @param key device and inode; {@code null} as text where the file system has none
 */
record FileIdentity(String path, long size, FileTime modified, FileTime changed, String key) {

  /** A file may change twice within one tick of its file system's clock. */
  private static final Duration TICK = Duration.ofSeconds(2);

  /**
   * The identity of a file.
   *
   * @throws IOException if it is not there, or not a regular file
   */
  static FileIdentity of(Path file) throws IOException {
    Path real = file.toRealPath();
    BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new IOException(file + " is not a regular file");
    }
    return new FileIdentity(
        real.toString(),
        attributes.size(),
        attributes.lastModifiedTime(),
        changed(real, attributes),
        String.valueOf(attributes.fileKey()));
  }

  private static FileTime changed(Path file, BasicFileAttributes attributes) throws IOException {
    try {
      return Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS) instanceof FileTime t
          ? t
          : attributes.lastModifiedTime();
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return attributes.lastModifiedTime();
    }
  }

  /** Whether it has been like this for so long that another change would show in its times. */
  boolean settled() {
    Instant limit = Instant.now().minus(TICK);
    return modified.toInstant().isBefore(limit) && changed.toInstant().isBefore(limit);
  }

  /** All of it as text. */
  String text() {
    return String.join("\n", path, Long.toString(size), modified.toString(), changed + "", key);
  }
}
