package io.abiwarden.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.abiwarden.ffi.EmbeddedPython.Progress;
import io.abiwarden.ffi.EmbeddedPython.Unpacked;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPythonTest {

  @TempDir static Path shared;

  private static EmbeddedPython python;
  private static Unpacked unpacked;

  @BeforeAll
  static void unpack() throws IOException {
    EmbeddedPython found = EmbeddedPython.find();
    org.junit.jupiter.api.Assumptions.assumeTrue(
        found.whyNot().isEmpty(), () -> found.whyNot().orElse(""));
    python = EmbeddedPython.of(jar(), shared.resolve("cache"));
    unpacked = python.unpack(Progress.SILENT);
  }

  private static Path jar() {
    return EmbeddedJar.locate(System.getProperties()).orElseThrow().file();
  }

  @Test
  void runsFromWhereItLies() throws Exception {
    String out =
        run(
            unpacked,
            "import sys, zlib, _ssl, _ctypes, _json, encodings.idna, sysconfig, decimal;"
                + "print(sys.version.split()[0], sys.prefix)");
    assertThat(out).isEqualTo("3.14.3 " + unpacked.prefix() + "\n");
    assertThat(unpacked.headers().resolve("Python.h")).isRegularFile();
    assertThat(unpacked.libpython()).isRegularFile();
  }

  @Test
  void leavesOutWhatIsNotNeeded() throws IOException {
    Path library = unpacked.prefix().resolve("lib/python3.14");
    assertThat(library.resolve("importlib")).isDirectory();
    assertThat(Stream.of("test", "ensurepip", "site-packages", "idlelib", "config-3.14"))
        .noneMatch(name -> Files.exists(library.resolve(name)));
    try (Stream<Path> files = Files.walk(unpacked.prefix())) {
      assertThat(files.map(p -> p.getFileName().toString()))
          .noneMatch(name -> name.contains("jnipython") || name.equals(".unfinished"));
    }
  }

  @Test
  void noticesAndMendsDamage() throws IOException {
    Path library = unpacked.prefix().resolve("lib/python3.14");
    Path truncated = library.resolve("importlib/__init__.py");
    Path missing = library.resolve("zipfile/__init__.py");
    Path changed = library.resolve("os.py");
    byte[] whole = Files.readAllBytes(changed);
    byte[] other = whole.clone();
    other[100] ^= 1;
    List<Path> damaged = List.of(truncated, missing, changed);
    Files.write(truncated, new byte[10]);
    Files.delete(missing);
    Files.write(changed, other);

    assertThat(python.unpacked()).isFalse();
    var steps = new ArrayList<Long>();
    python.unpack((done, total) -> steps.add(done));
    assertThat(python.unpacked()).isTrue();
    assertThat(steps).isSorted().isNotEmpty();
    assertThat(damaged).allMatch(Files::isRegularFile);
    assertThat(changed).hasBinaryContent(whole);

    steps.clear();
    python.unpack((done, total) -> steps.add(done));
    assertThat(steps).as("nothing to do the second time").isEmpty();
  }

  @Test
  void aTreeWithoutItsManifestIsFinished(@TempDir Path cache) throws IOException {
    EmbeddedPython other =
        EmbeddedPython.of(small(cache.resolve("cpython-3.14.9-x-linux-x86_64.jar")), cache);
    Path prefix = other.unpack(Progress.SILENT).prefix();
    Path library = prefix.resolve("lib/libpython3.14.so.1.0");
    Files.delete(prefix.resolve(".abiwarden-manifest"));
    Files.setLastModifiedTime(library, FileTime.fromMillis(0));
    assertThat(other.unpacked()).isFalse();
    other.unpack(Progress.SILENT);
    assertThat(other.unpacked()).isTrue();
  }

  @Test
  void manifestsThatLieAreRemade(@TempDir Path cache) throws IOException {
    EmbeddedPython other =
        EmbeddedPython.of(small(cache.resolve("cpython-3.14.9-x-linux-x86_64.jar")), cache);
    Path manifest = other.unpack(Progress.SILENT).prefix().resolve(".abiwarden-manifest");
    for (String junk :
        List.of("", "files 0", "files 1\n\0 x", "files 1\nx", "files 1\n9 \0", "files -1\n")) {
      Files.writeString(manifest, junk);
      if (!junk.equals("files 0")) {
        assertThat(other.unpacked()).as(junk).isFalse();
      }
      other.unpack(Progress.SILENT);
    }
  }

  @Test
  void twoProcessesAtOnceEndWithOneWholeTree(@TempDir Path cache) throws Exception {
    var children = new ArrayList<Process>();
    for (int i = 0; i < 2; i++) {
      children.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  location(EmbeddedPython.class) + ":" + location(EmbeddedPythonTest.class),
                  Unpacker.class.getName(),
                  jar().toString(),
                  cache.toString())
              .redirectErrorStream(true)
              .start());
    }
    for (Process child : children) {
      String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(child.waitFor()).as(said).isZero();
    }
    EmbeddedPython both = EmbeddedPython.of(jar(), cache);
    assertThat(both.unpacked()).isTrue();
    assertThat(run(both.unpack(Progress.SILENT), "print(1)")).isEqualTo("1\n");
  }

  /** What each of the two processes runs. */
  static final class Unpacker {
    public static void main(String[] args) throws IOException {
      EmbeddedPython.of(Path.of(args[0]), Path.of(args[1])).unpack(Progress.SILENT);
    }
  }

  @Test
  void saysWhereItCannotBeWritten(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> EmbeddedPython.of(jar(), file).unpack(Progress.SILENT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be unpacked into " + file)
        .hasMessageContaining("XDG_CACHE_HOME");
  }

  @Test
  void aJarThatIsNoneIsAnErrorWithItsName(@TempDir Path folder) throws IOException {
    Path junk = Files.writeString(folder.resolve("cpython-3.14.3-junk-linux-x86_64.jar"), "junk");
    assertThatThrownBy(() -> EmbeddedPython.of(junk, folder).unpack(Progress.SILENT))
        .isInstanceOf(IOException.class);
    Path other = Files.writeString(folder.resolve("other.jar"), "junk");
    assertThat(EmbeddedPython.of(other, folder).whyNot()).get().asString().contains("other.jar");
  }

  @Test
  void otherPlatformsAndHomelessUsersGetAReason() {
    var windows = new Properties();
    windows.setProperty("os.name", "Windows 11");
    windows.setProperty("os.arch", "amd64");
    EmbeddedPython none = EmbeddedPython.find(windows, Map.of());
    assertThat(none.whyNot()).get().asString().contains("not available on this platform");
    assertThat(none.prefix()).isEmpty();
    assertThat(none.unpacked()).isFalse();
    assertThatThrownBy(() -> none.unpack(Progress.SILENT)).hasMessageContaining("Windows 11");

    var homeless = new Properties();
    homeless.setProperty("os.name", "Linux");
    homeless.setProperty("os.arch", "amd64");
    homeless.setProperty("user.home", "?");
    homeless.setProperty(EmbeddedPython.JAR_PROPERTY, jar().toString());
    assertThat(EmbeddedPython.find(homeless, Map.of()).whyNot())
        .get()
        .asString()
        .contains("XDG_CACHE_HOME");
    assertThat(EmbeddedPython.find(homeless, Map.of("XDG_CACHE_HOME", "/c")).prefix())
        .get()
        .asString()
        .startsWith("/c/abiwarden/python-3.14.3-");
    assertThat(EmbeddedPython.find(homeless, Map.of("XDG_CACHE_HOME", "relative")).prefix())
        .isEmpty();
  }

  @Test
  void entriesGoToWhereTheInterpreterLooks() {
    String root = "org/bytedeco/cpython/linux-x86_64/";
    assertThat(EmbeddedTree.place(root + "libpython3.14.so.1.0", "3.14.3"))
        .contains("lib/libpython3.14.so.1.0");
    assertThat(EmbeddedTree.place(root + "libffi.so.8", "3.14.3"))
        .contains("lib/python3.14/lib-dynload/libffi.so.8");
    assertThat(EmbeddedTree.place(root + "libjnipython.so", "3.14.3")).isEmpty();
    assertThat(EmbeddedTree.place("META-INF/MANIFEST.MF", "3.14.3")).isEmpty();
  }

  @Test
  void anEntryThatLeadsOutIsRefused(@TempDir Path cache) throws IOException {
    Path jar = cache.resolve("cpython-3.14.9-x-linux-x86_64.jar");
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(
          new ZipEntry("org/bytedeco/cpython/linux-x86_64/lib/python3.14/../../../../evil"));
    }
    assertThatThrownBy(() -> EmbeddedPython.of(jar, cache).unpack(Progress.SILENT))
        .hasMessageContaining("leads out");
    assertThat(cache.resolve("evil")).doesNotExist();
  }

  private static Path small(Path jar) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("org/bytedeco/cpython/linux-x86_64/libpython3.14.so.1.0"));
      zip.write(1);
      zip.putNextEntry(new ZipEntry("org/bytedeco/cpython/linux-x86_64/lib/python3.14/os.py"));
      zip.write(2);
    }
    return jar;
  }

  private static String location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  private static String run(Unpacked python, String program) throws Exception {
    Process process =
        new ProcessBuilder(python.executable().toString(), "-I", "-B", "-c", program)
            .redirectErrorStream(true)
            .start();
    try (InputStream out = process.getInputStream()) {
      return new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
