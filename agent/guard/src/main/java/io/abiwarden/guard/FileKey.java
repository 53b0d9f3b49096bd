package io.abiwarden.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * One content of one file, as far as the file system tells: whoever writes to a file, or puts
 * another in its place, changes one of these.
 *
 * @param device the file system
 * @param inode the file on it
 * @param size in bytes
 * @param modified when its content was changed, by its own account
 * @param changed when anything of it was changed, which no program can set
 * @param name the module's last component, for which it was judged
 */
record FileKey(long device, long inode, long size, Object modified, Object changed, String name) {

  static FileKey of(String file, String name) throws IOException {
    Map<String, Object> stat =
        Files.readAttributes(Path.of(file), "unix:dev,ino,size,lastModifiedTime,ctime");
    return new FileKey(
        number(stat, "dev"),
        number(stat, "ino"),
        number(stat, "size"),
        value(stat, "lastModifiedTime"),
        value(stat, "ctime"),
        name);
  }

  private static long number(Map<String, Object> stat, String key) throws IOException {
    return ((Number) value(stat, key)).longValue();
  }

  private static Object value(Map<String, Object> stat, String key) throws IOException {
    Object value = stat.get(key);
    if (value == null) {
      throw new IOException("the file system does not tell a file's " + key);
    }
    return value;
  }
}
