package io.abiwarden.worker.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.ffi.EmbeddedPython;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PEP 739: what is believed of it, and what is not. */
class BuildDetailsTest {

  private static final String RIGHT =
      """
      {"schema_version": "1.0", "base_prefix": "/built/here", "platform": "linux-x86_64",
       "implementation": {"name": "cpython", "hexversion": 51972592},
       "abi": {"flags": ["t"], "stable_abi_suffix": ".abi3.so"},
       "suffixes": {"extensions": [".cpython-325t-x86_64-linux-gnu.so", ".abi3t.so", ".so"]},
       "libpython": {"dynamic": "/built/here/lib/deep/libpython3.25t.so"}}
      """;

  @TempDir Path home;
  private Path library = Path.of("");

  @BeforeEach
  void layOut() throws IOException {
    home = home.toRealPath();
    Path prefix = home.resolve(".pyenv/versions/3.25t");
    new FakePrefix(prefix)
        .standardLibrary("python3.25t", "x86_64-linux-gnu")
        .executable("python3.25t");
    library = prefix.resolve("lib/python3.25t");
  }

  @Test
  void itTellsVersionAndWhereTheLibraryIsInATreeThatWasMoved() throws IOException {
    Files.writeString(library.resolve("build-details.json"), RIGHT);
    BuildDetails details = BuildDetails.in(library).orElseThrow();
    assertThat(details.version().text()).isEqualTo("3.25.9");
    assertThat(details.freeThreaded()).isTrue();
    assertThat(details.libpythonIn(Path.of("/moved")))
        .contains(Path.of("/moved/lib/deep/libpython3.25t.so"));

    assertThat(listed().libpython()).as("the file is not there").isEmpty();
    new FakePrefix(home.resolve(".pyenv/versions/3.25t")).library("lib/deep/libpython3.25t.so");
    assertThat(listed().libpython().orElseThrow()).hasFileName("libpython3.25t.so");
    assertThat(listed().facts().version().text()).isEqualTo("3.25.9");
    // The word for the Stable ABI is wrong in 3.14t's; the list of suffixes is right.
    assertThat(listed().facts().extensionSuffixes())
        .contains(".abi3t.so")
        .doesNotContain(".abi3.so");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not JSON",
        "[]",
        "{\"implementation\": {\"name\": \"cpython\", \"hexversion\": \"51972592\"}}",
        "{\"implementation\": {\"name\": \"pypy\", \"hexversion\": 51972592}}",
        "{\"implementation\": {\"name\": \"cpython\", \"hexversion\": 99999999999999999999}}",
        "{\"implementation\": {\"name\": \"cpython\", \"hexversion\": -1}}",
        "{\"implementation\": {\"name\": \"cpython\", \"hexversion\": 50923760}}",
        "{\"implementation\": \"cpython\", \"abi\": [], \"libpython\": 7}"
      })
  void oneThatIsWrongIsNotBelieved(String text) throws IOException {
    new FakePrefix(home.resolve(".pyenv/versions/3.25t")).headers("python3.25t", 25, 3, "FINAL", 0);
    Files.writeString(library.resolve("build-details.json"), text);
    assertThat(listed().facts().version().text()).isEqualTo("3.25.3");
    assertThat(listed().facts().freeThreaded()).isTrue();
  }

  @Test
  void oneThatNamesAFileElsewhereOrOfAnotherNameIsNotFollowed() throws IOException {
    for (String path :
        List.of("/bin/sh", "/built/here/../../bin/sh", "/built/here/bin/python3.25t", "lib/x.so")) {
      Files.writeString(
          library.resolve("build-details.json"),
          RIGHT.replace("/built/here/lib/deep/libpython3.25t.so", path));
      assertThat(listed().libpython()).as(path).isEmpty();
    }
  }

  @Test
  void aHugeOneIsNotRead() throws IOException {
    new FakePrefix(home.resolve(".pyenv/versions/3.25t")).headers("python3.25t", 25, 3, "FINAL", 0);
    try (var file = new RandomAccessFile(library.resolve("build-details.json").toFile(), "rw")) {
      file.writeBytes("{\"implementation\": ");
      file.setLength(1L << 30);
    }
    assertThat(listed().facts().version().text()).isEqualTo("3.25.3");
  }

  private Interpreter listed() {
    Places places = new Places(Map.of(), home, home, home.resolve("root"), Os.LINUX);
    return Interpreters.discover(places, EmbeddedPython.of(home.resolve("none"), home))
        .all()
        .stream()
        .filter(python -> python.facts().version().minor() == 25)
        .findFirst()
        .orElseThrow();
  }
}
