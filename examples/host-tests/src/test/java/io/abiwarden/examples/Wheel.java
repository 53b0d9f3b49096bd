package io.abiwarden.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * One of the wheels that {@code scripts/build-jep} fetched and held to its hash.
 *
 * @param start how its file name starts, up to its ABI tag
 */
record Wheel(String start) {

  /** Unpacks it as an installer would. */
  Path unpacked() throws IOException {
    return unpacked(start, false);
  }

  /**
   * Unpacks it, and takes from the names of its extensions what says which Python they are for, as
   * build systems do that know only {@code .so}.
   */
  Path withoutSuffixes() throws IOException {
    return unpacked(start + "-renamed", true);
  }

  private Path unpacked(String name, boolean rename) throws IOException {
    Path folder = Needed.target().resolve("wheels").resolve(name);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Path stage = Files.createTempDirectory(Files.createDirectories(folder.getParent()), "stage");
    try (ZipFile wheel = new ZipFile(file().toFile())) {
      Enumeration<? extends ZipEntry> entries = wheel.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        String file =
            rename ? entry.getName().replaceAll("\\.c[^/]*\\.so$", ".so") : entry.getName();
        Path place = stage.resolve(file);
        if (!entry.isDirectory()) {
          Files.createDirectories(place.getParent());
          try (InputStream content = wheel.getInputStream(entry)) {
            Files.copy(content, place);
          }
        }
      }
    }
    return Files.move(stage, folder);
  }

  private Path file() throws IOException {
    Path fetched = Needed.cache().resolve("reality");
    Needed.check(Files.isDirectory(fetched), "needs wheels that scripts/build-jep fetches");
    try (var found = Files.newDirectoryStream(fetched, start + "-*.whl")) {
      var files = found.iterator();
      Needed.check(files.hasNext(), "needs " + start + ", which scripts/build-jep fetches");
      return files.next();
    }
  }
}
