package io.abiwarden.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One content of one file, as far as the file system tells: whoever writes to a file, or puts
 * another in its place, changes one of these.
 *
 * @param device the file system
 * @param inode the file on it
 * @param size in bytes
 * @param modified when its content was changed, by its own account, in nanoseconds since 1970
 * @param changed when anything of it was changed, which no program can set
 */
record FileKey(long device, long inode, long size, long modified, long changed) {

  /** A file may change twice within one tick of its file system's clock. */
  private static final long TICK = Duration.ofSeconds(2).toNanos();

  /**
   * That of a file as it is now, links followed.
   *
   * @throws IOException if it is not there, or its file system does not tell all of this
   */
  static FileKey of(Path file) throws IOException {
    Map<String, Object> stat =
        Files.readAttributes(file, "unix:dev,ino,size,lastModifiedTime,ctime");
    return new FileKey(
        number(stat, "dev"),
        number(stat, "ino"),
        number(stat, "size"),
        number(stat, "lastModifiedTime"),
        number(stat, "ctime"));
  }

  private static long number(Map<String, Object> stat, String key) throws IOException {
    Object value = stat.get(key);
    if (value instanceof FileTime time) {
      return time.to(TimeUnit.NANOSECONDS);
    }
    if (value instanceof Number number) {
      return number.longValue();
    }
    throw new IOException("the file system does not tell a file's " + key);
  }

  /** Whether it has been like this for so long that another change would show in its times. */
  boolean settled() {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - changed > TICK;
  }
}
