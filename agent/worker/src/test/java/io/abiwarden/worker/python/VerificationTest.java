package io.abiwarden.worker.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.ffi.EmbeddedPython;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real binaries, made for the test, that say other things than the names around them. */
class VerificationTest {

  private static final String GIL =
      "unsigned long Py_Version = 0x%08xu; const char *Py_GetVersion(void) { return \"%s\"; }";
  private static final String FREE_THREADED = GIL + " void _Py_MergeZeroLocalRefcount(void) {}";

  @TempDir Path home;
  private Path prefix = Path.of("");

  @BeforeEach
  void layOut() throws IOException {
    assumeTrue(Host.canLoad(), "binaries are made for Linux");
    home = home.toRealPath();
    prefix = home.resolve(".pyenv/versions/3.41");
    new FakePrefix(prefix).complete("3.41", 41, 9);
  }

  @Test
  void theLibrarysWordCountsForSuffixesAndPlatform() throws Exception {
    library(GIL.formatted(0x032909f0, ".cpython-341-x86_64-linux-musl.so\\0.abi3.so"));
    command("libpython3.41.so.1.0", "");
    Interpreter python = verified();
    assertThat(python.facts().soabi()).contains("cpython-341-x86_64-linux-musl");
    assertThat(python.facts().extensionSuffixes()).contains(".cpython-341-x86_64-linux-musl.so");
    assertThat(python.facts().exportedSymbols().orElseThrow()).contains("Py_GetVersion");
    assertThat(python.usable()).as(python.why() + python.whyNotRun()).isTrue();
  }

  @Test
  void aSnapshotHasTheListThatIsInIt() throws Exception {
    // Between two pre-releases: the version is the older one's, the list that of the newer.
    String suffixes =
        ".cpython-315-x86_64-linux-gnu.so\\0.abi3-x86_64-linux-gnu.so\\0.abi3.so\\0"
            + ".abi3t-x86_64-linux-gnu.so\\0.abi3t.so\\0.so";
    Path snapshot = home.resolve(".pyenv/versions/3.15-dev");
    new FakePrefix(snapshot).complete("3.15", 15, 0).headers("python3.15", 15, 0, "BETA", 4);
    compile(
        snapshot.resolve("lib/libpython3.15.so.1.0"),
        GIL.formatted(0x030f00b4, suffixes),
        "-shared",
        "-fPIC");
    Interpreter python = verified("3.15.0");
    assertThat(python.facts().version().preRelease()).isEqualTo("b4");
    assertThat(python.facts().extensionSuffixes()).contains(".abi3-x86_64-linux-gnu.so");
  }

  @Test
  void aLibraryOfAnotherKindUnderTheName() throws Exception {
    library(FREE_THREADED.formatted(0x032909f0, ".cpython-341t-x86_64-linux-gnu.so"));
    command("libpython3.41t.so.1.0", "");
    Interpreter python = verified();
    assertThat(python.embeddable()).isFalse();
    assertThat(python.why()).contains("do not belong together").contains("3.41.9t");
    assertThat(python.runnable()).isFalse();
    assertThat(python.whyNotRun()).contains("3.41t").contains("3.41 was expected");
    assertThat(python.id()).as("a name that is no lie").isEqualTo("3.41.9t");
  }

  @Test
  void aStaticExecutableIsItsOwnLibrary() throws Exception {
    Files.delete(prefix.resolve("lib/libpython3.41.so.1.0"));
    compile(
        prefix.resolve("bin/python3.41"),
        GIL.formatted(0x032909f0, ".cpython-341-x86_64-linux-gnu.so")
            + " int main(void) { return (int) Py_Version + *Py_GetVersion(); }",
        "-no-pie",
        "-rdynamic");
    Interpreter python = verified();
    assertThat(python.embeddable()).isFalse();
    assertThat(python.why()).contains("no shared libpython");
    assertThat(python.runnable()).as(python.whyNotRun()).isTrue();
    assertThat(python.image()).contains(prefix.resolve("bin/python3.41"));
    assertThat(python.facts().exportedSymbols().orElseThrow())
        .contains("Py_GetVersion", "Py_Version");
    assertThat(python.withSymbols()).as("nothing is read twice").isSameAs(python);
  }

  @Test
  void aCommandLinkedToMuslDoesNotStartHere() throws Exception {
    assumeTrue(Host.soabiPlatform().endsWith("-gnu"), "a machine with glibc");
    Files.delete(prefix.resolve("lib/libpython3.41.so.1.0"));
    Path musl = home.resolve("libc.musl-x86_64.so.1");
    compile(musl, "int x;", "-shared", "-nostdlib", "-Wl,-soname,libc.musl-x86_64.so.1");
    compile(
        prefix.resolve("bin/python3.41"),
        GIL.formatted(0x032909f0, ".cpython-341-x86_64-linux-musl.so")
            + " extern int x; void _start(void) { x = (int) Py_Version + *Py_GetVersion(); }",
        "-nostdlib",
        "-rdynamic",
        musl.toString());
    Interpreter python = verified();
    assertThat(python.usable()).isFalse();
    assertThat(python.whyNotRun()).contains("linked to musl").contains("glibc");
    assertThat(python.facts().soabi()).contains("cpython-341-x86_64-linux-musl");
  }

  @Test
  void oneThatIsStaticAsAWholeCannotLoadExtensions() throws Exception {
    Files.delete(prefix.resolve("lib/libpython3.41.so.1.0"));
    compile(prefix.resolve("bin/python3.41"), "void _start(void) {}", "-nostdlib", "-static");
    assertThat(verified().whyNotRun()).contains("no program that loads extensions");
  }

  @Test
  void aCommandThatOnlyLooksLikeOneIsRunAndFoundOut() throws Exception {
    Files.delete(prefix.resolve("lib/libpython3.41.so.1.0"));
    compile(prefix.resolve("bin/python3.41"), "int main(void) { return 0; }");
    assertThat(verified().whyNotRun()).contains("does not start 3.41");
  }

  @Test
  void aLibraryThatIsNotPythonsIsNotOpened() throws Exception {
    library("int x;");
    command("libpython3.41.so.1.0", "-Wl,--no-as-needed");
    Interpreter python = verified();
    assertThat(python.why()).contains("exports no Py_GetVersion");
  }

  private Interpreter verified() {
    return verified("3.41.9");
  }

  private Interpreter verified(String id) {
    Interpreters found =
        Interpreters.discover(
            new Places(Map.of(), home, home, home.resolve("root"), Os.LINUX),
            EmbeddedPython.of(home.resolve("none"), home));
    return found.verified().stream()
        .filter(python -> python.id().startsWith(id))
        .findFirst()
        .orElseThrow();
  }

  private void library(String source) throws Exception {
    Path library = prefix.resolve("lib/libpython3.41.so.1.0");
    compile(library, source, "-shared", "-fPIC");
  }

  /** A command that needs a library of this name. */
  private void command(String needed, String option) throws Exception {
    Path library = home.resolve("needed").resolve(needed);
    Files.createDirectories(library.getParent());
    compile(library, "int needed;", "-shared", "-fPIC", "-Wl,-soname," + needed);
    List<String> options = new ArrayList<>(List.of(library.toString()));
    if (!option.isEmpty()) {
      options.add(option);
    }
    compile(
        prefix.resolve("bin/python3.41"),
        "extern int needed; int main(void) { return needed; }",
        options.toArray(String[]::new));
  }

  private void compile(Path output, String source, String... options) throws Exception {
    Path c = Files.writeString(home.resolve("source.c"), source);
    List<String> command = new ArrayList<>(List.of("cc", "-w", "-o", output.toString(), c + ""));
    command.addAll(List.of(options));
    Process cc;
    try {
      cc = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "no C compiler: " + e.getMessage());
      throw e;
    }
    String said = new String(cc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(cc.waitFor()).as(said).isZero();
  }
}
