package io.abiwarden.worker.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.ffi.EmbeddedPython;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Folders that look like an installed Python and are meant to break whoever looks at them. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HostileTreesTest {

  @TempDir Path home;
  private Path versions = Path.of("");

  @BeforeEach
  void aGoodOne() throws IOException {
    home = home.toRealPath();
    versions = home.resolve(".pyenv/versions");
    new FakePrefix(versions.resolve("good")).complete("3.41", 41, 9);
  }

  @Test
  void loopsOfLinks() throws IOException {
    Path loop = Files.createDirectories(versions.resolve("loop"));
    Files.createSymbolicLink(loop.resolve("bin"), Path.of("lib"));
    Files.createSymbolicLink(loop.resolve("lib"), Path.of("bin"));
    Path self = Files.createDirectories(versions.resolve("self"));
    Files.createSymbolicLink(self.resolve("bin"), Path.of("."));
    Files.createSymbolicLink(self.resolve("lib"), Path.of(".."));
    Files.createSymbolicLink(self.resolve("python3.41"), Path.of("python3.41"));
    Files.createSymbolicLink(versions.resolve("to itself"), Path.of("to itself"));
    Files.createSymbolicLink(versions.resolve("above"), Path.of("../.."));
    Path a = versions.resolve("a");
    Path b = versions.resolve("b");
    new FakePrefix(a).complete("3.41", 41, 7).link("python3.42", b.resolve("bin/python3.42"));
    new FakePrefix(b).complete("3.42", 42, 1).link("python3.41", a.resolve("bin/python3.41"));
    Path venv = Files.createDirectories(home.resolve(".venv/bin"));
    Files.createSymbolicLink(venv.resolve("python"), Path.of("python3"));
    Files.createSymbolicLink(venv.resolve("python3"), Path.of("python"));
    Files.writeString(home.resolve(".venv/pyvenv.cfg"), "home = " + venv + "\n");
    assertThat(ids()).containsExactly("3.41.7", "3.41.9", "3.42.1");
  }

  @Test
  void filesThatAreNone() throws Exception {
    Path odd = versions.resolve("odd");
    new FakePrefix(odd).standardLibrary("python3.41", "x86_64-linux-gnu");
    Files.createDirectories(odd.resolve("bin/python3.41"));
    Files.createDirectories(odd.resolve("lib/libpython3.41.so.1.0"));
    Files.createDirectories(odd.resolve("include/python3.41/patchlevel.h"));
    Path pipe = versions.resolve("pipe");
    new FakePrefix(pipe).standardLibrary("python3.41", "x86_64-linux-gnu");
    Files.createDirectories(pipe.resolve("bin"));
    for (String name :
        List.of(
            "bin/python3.41", "lib/libpython3.41.so.1.0", "lib/python3.41/build-details.json")) {
      Process mkfifo = new ProcessBuilder("mkfifo", pipe.resolve(name).toString()).start();
      assumeTrue(mkfifo.waitFor() == 0, "pipes can be made here");
    }
    Files.setPosixFilePermissions(
        pipe.resolve("bin/python3.41"), PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(ids()).containsExactly("3.41.9");
  }

  @Test
  void hugeFilesAreLeftAloneOrRefused() throws Exception {
    Path huge = versions.resolve("huge");
    new FakePrefix(huge).complete("3.41", 41, 12);
    for (String name :
        List.of("include/python3.41/patchlevel.h", "lib/libpython3.41.so.1.0", "bin/python3.41")) {
      try (var file = new RandomAccessFile(huge.resolve(name).toFile(), "rw")) {
        file.setLength(3L << 30);
      }
    }
    new FakePrefix(huge).library("lib/python3.41/build-details.json");
    Interpreters found = discover();
    // Neither a library nor a command that can be read: nothing tells its version, or it cannot.
    assertThat(found.verified())
        .filteredOn(python -> python.prefix().equals(huge))
        .allMatch(python -> !python.usable());
    assertThatThrownBy(
            () ->
                found.select(
                    List.of(huge.resolve("lib/libpython3.41.so.1.0").toString()),
                    EmbeddedPython.Progress.SILENT))
        .isInstanceOf(NoSuchInterpreterException.class);
  }

  @Test
  void aFolderOfManyFilesIsNotReadToItsEnd() throws IOException {
    Path many = Files.createDirectories(versions.resolve("many/bin"));
    for (int i = 0; i < 12_000; i++) {
      Files.createFile(many.resolve("python3." + i + "x"));
    }
    assertThat(Folders.list(many, "*")).hasSize(10_000);
    assertThat(ids()).containsExactly("3.41.9");
  }

  @Test
  void unreadableFoldersAreLeftOut() throws IOException {
    Path closed = versions.resolve("closed");
    new FakePrefix(closed).complete("3.41", 41, 11);
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    try {
      assumeTrue(!Files.isReadable(closed), "a user for whom modes count runs this");
      assertThat(ids()).containsExactly("3.41.9");
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void variablesAndListsWithNonsense() throws IOException {
    Files.createDirectories(home.resolve(".conda"));
    Files.write(home.resolve(".conda/environments.txt"), new byte[] {'/', 0, '\n', -1, -2, '\n'});
    Places places =
        new Places(
            Map.of(
                "PATH", ":::/dev/null:/proc/self/fd:relative:\0",
                "PYENV_ROOT", "relative",
                "UV_PYTHON_INSTALL_DIR", "/dev/zero",
                "VIRTUAL_ENV", "/\0",
                "CONDA_PREFIX", "/proc/self/root/proc/self/root",
                "USER", "../../etc"),
            home,
            home,
            home.resolve("root"),
            Os.LINUX);
    assertThat(Interpreters.discover(places, none()).all())
        .extracting(Interpreter::id)
        .contains("3.41.9");
  }

  private List<String> ids() {
    return discover().all().stream().map(Interpreter::id).toList();
  }

  private Interpreters discover() {
    return Interpreters.discover(
        new Places(Map.of(), home, home, home.resolve("root"), Os.LINUX), none());
  }

  private EmbeddedPython none() {
    return EmbeddedPython.of(home.resolve("none"), home);
  }
}
