package io.abiwarden.core.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The files of a wheel, read in place. Safe for several threads, one of which reads at a time. */
public final class WheelTree implements FileTree {

  private final ZipFile zip;
  private final Map<String, ZipEntry> entries;
  private final List<String> files;

  private WheelTree(ZipFile zip, Map<String, ZipEntry> entries) {
    this.zip = zip;
    this.entries = entries;
    List<String> sorted = new ArrayList<>(entries.keySet());
    Collections.sort(sorted);
    this.files = Collections.unmodifiableList(sorted);
  }

  /**
   * Opens a wheel.
   *
   * @throws MalformedWheelException if it is hostile: the rule it breaks and why
   * @throws IOException if it is not a zip file, or cannot be read
   */
  public static WheelTree open(Path wheel) throws IOException, MalformedWheelException {
    ZipFile zip = new ZipFile(wheel.toFile());
    try {
      return new WheelTree(zip, check(zip));
    } catch (IOException | MalformedWheelException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private static Map<String, ZipEntry> check(ZipFile zip)
      throws IOException, MalformedWheelException {
    if (zip.size() > Limits.ENTRIES) {
      throw MalformedWheelException.limit("has more than " + Limits.ENTRIES + " entries");
    }
    Map<String, ZipEntry> entries = new HashMap<>();
    long total = 0;
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String name = entry.getName();
      if (entry.isDirectory()) {
        continue;
      }
      if (leavesFolder(name)) {
        throw MalformedWheelException.path("entry \"" + name + "\" would leave the wheel's folder");
      }
      if (entries.put(name, entry) != null) {
        throw MalformedWheelException.path("entry \"" + name + "\" is there twice");
      }
      total += Math.max(0, entry.getSize());
      if (total > Limits.TOTAL) {
        throw MalformedWheelException.limit("unpacks to more than " + Limits.TOTAL + " bytes");
      }
    }
    return entries;
  }

  private static boolean leavesFolder(String name) {
    if (name.startsWith("/") || name.contains("\\") || name.contains("\0") || name.isEmpty()) {
      return true;
    }
    for (String part : name.split("/", -1)) {
      if (part.equals("..") || part.equals(".") || part.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<String> files() {
    return files;
  }

  @Override
  public boolean has(String path) {
    return entries.containsKey(path);
  }

  @Override
  public synchronized ByteBuffer read(String path) throws IOException {
    try (InputStream in = open(path)) {
      byte[] bytes = in.readNBytes((int) Limits.FILE);
      if (in.read() >= 0) {
        throw new IOException(path + " unpacks to more than " + Limits.FILE + " bytes");
      }
      return ByteBuffer.wrap(bytes);
    } catch (IllegalArgumentException e) {
      throw new IOException(path + " cannot be unpacked: " + e.getMessage(), e);
    }
  }

  /**
   * Opens a file of the wheel; reads beyond its limit are the caller's to stop.
   *
   * @throws IOException if it is not there or cannot be unpacked (encrypted, unknown method)
   */
  public InputStream open(String path) throws IOException {
    ZipEntry entry = entries.get(path);
    if (entry == null) {
      throw new IOException("no file " + path);
    }
    return zip.getInputStream(entry);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
