package io.abiwarden.worker.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.abiwarden.ffi.EmbeddedPython;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Discovery in a home folder made for the test, beside whatever the machine itself has. */
class InterpretersTest {

  @TempDir Path home;
  private Path pyenv = Path.of("");

  @BeforeEach
  void layOut() throws IOException {
    home = home.toRealPath();
    pyenv = home.resolve(".pyenv/versions");
    version("3.41.2").complete("3.41", 41, 2);
    version("3.41.9").complete("3.41", 41, 9);
    version("3.41.9t").complete("3.41t", 41, 9);
  }

  @Test
  void newestMicroWinsAndFreeThreadedIsNeverMeantWithoutT() throws Exception {
    assertThat(select("3.41")).extracting(Interpreter::id).containsExactly("3.41.9");
    assertThat(select("3.41t")).extracting(Interpreter::id).containsExactly("3.41.9t");
    assertThat(select("3.41.2")).extracting(Interpreter::id).containsExactly("3.41.2");
  }

  @Test
  void factsComeFromNamesAndHeaders() {
    Interpreter python = listed("3.41.9t");
    assertThat(python.facts().freeThreaded()).isTrue();
    assertThat(python.facts().version().hex()).isEqualTo(0x032909f0);
    assertThat(python.facts().soabi()).contains("cpython-341t-x86_64-linux-gnu");
    assertThat(python.facts().platform()).isEqualTo("linux_x86_64");
    assertThat(python.source()).isEqualTo("pyenv");
    assertThat(python.prefix()).isEqualTo(pyenv.resolve("3.41.9t"));
    assertThat(python.embeddable()).isTrue();
  }

  @Test
  void sameVersionTwiceGetsANumber() throws Exception {
    version("also-3.41.9").complete("3.41", 41, 9);
    assertThat(discover().all())
        .extracting(Interpreter::id)
        .contains("3.41.9", "3.41.9#2")
        .doesNotHaveDuplicates();
    assertThat(select("3.41.9#2")).extracting(Interpreter::id).containsExactly("3.41.9#2");
  }

  @Test
  void aLibraryThatIsNoneIsFoundOutWhenItIsChosen() throws Exception {
    Interpreter python = select("3.41.2").getFirst();
    assertThat(python.embeddable()).isFalse();
    assertThat(python.why()).contains("libpython3.41.so.1.0").contains("not a library of Python");
  }

  @Test
  void whatStandsInTheWayIsSaid() throws IOException {
    version("3.42.1").complete("3.42", 42, 1);
    Files.delete(pyenv.resolve("3.42.1/lib/libpython3.42.so.1.0"));
    version("3.43.1").complete("3.43", 43, 1);
    Files.delete(pyenv.resolve("3.43.1/lib/python3.43/os.py"));
    version("3.7.5")
        .headers("python3.7m", 7, 5, "FINAL", 0)
        .library("lib/libpython3.7m.so.1.0")
        .executable("python3.7");
    assertThat(listed("3.42.1").why()).contains("no shared libpython").contains("--enable-shared");
    assertThat(listed("3.43.1").why()).contains("standard library").contains("lib/python3.43");
    assertThat(listed("3.7.5").why()).contains("older than 3.9");
    assertThat(discover().all()).filteredOn(p -> !p.embeddable()).allMatch(p -> !p.why().isBlank());
  }

  @Test
  void aUsableOneGoesBeforeANewerOneThatIsNot() throws Exception {
    version("3.41.11").complete("3.41", 41, 11);
    Files.delete(pyenv.resolve("3.41.11/bin/python3.41"));
    Files.delete(pyenv.resolve("3.41.11/lib/python3.41/os.py"));
    assertThat(listed("3.41.11").usable()).isFalse();
    assertThat(select("3.41")).extracting(Interpreter::id).containsExactly("3.41.9");
    version("3.41.12").linkedStatically("3.41", 41, 12);
    assertThat(listed("3.41.12").runnable()).isTrue();
    assertThat(select("3.41")).extracting(Interpreter::id).containsExactly("3.41.12");
  }

  @Test
  void virtualEnvironmentsBesideTheWorkingFolderAreFoundAndRenameNothing() throws Exception {
    for (String name : List.of(".venv", "venv", "active")) {
      Path venv = home.resolve(name);
      Files.createDirectories(venv.resolve("bin"));
      Files.createSymbolicLink(
          venv.resolve("bin/python"), pyenv.resolve("3.41.9t/bin/python3.41t"));
      Files.writeString(venv.resolve("pyvenv.cfg"), "home = " + pyenv + "/3.41.9t/bin\n");
    }
    Interpreters found = discover(Map.of("VIRTUAL_ENV", home.resolve("active").toString()));
    assertThat(found.all())
        .filteredOn(python -> python.id().startsWith("3.41.9t"))
        .extracting(python -> python.id() + " " + python.source())
        .containsExactlyInAnyOrder(
            "3.41.9t pyenv", "3.41.9t#2 VIRTUAL_ENV", "3.41.9t#3 ./.venv", "3.41.9t#4 ./venv");
    String path = home.resolve("venv/bin").toString();
    assertThat(discover(Map.of("PATH", path)).all())
        .filteredOn(python -> python.source().equals("PATH"))
        .singleElement()
        .satisfies(python -> assertThat(python.venv()).contains(home.resolve("venv")));
    // Who has one that is active means it.
    assertThat(found.select(List.of("3.41t"), EmbeddedPython.Progress.SILENT).getFirst().source())
        .isEqualTo("VIRTUAL_ENV");
  }

  @Test
  void severalNamesOfOneInterpreterAreOneEntry() throws Exception {
    Path prefix = pyenv.resolve("3.41.9t");
    new FakePrefix(prefix)
        .link("python3", Path.of("python3.41t"))
        .link("python", Path.of("python3"));
    Files.createLink(prefix.resolve("bin/python3.41"), prefix.resolve("bin/python3.41t"));
    // As if a build with a GIL had been installed into the same prefix before.
    new FakePrefix(prefix).standardLibrary("python3.41", "x86_64-linux-gnu");
    Files.createDirectories(home.resolve("elsewhere"));
    Files.createSymbolicLink(home.resolve("elsewhere/bin"), prefix.resolve("bin"));
    new FakePrefix(home.resolve("links")).link("python3.41t", prefix.resolve("bin/python3.41t"));
    String path =
        home.resolve("elsewhere/bin") + ":" + home.resolve("links/bin") + ":" + prefix + "/bin";
    assertThat(discover(Map.of("PATH", path)).all())
        .filteredOn(python -> python.prefix().equals(prefix))
        .extracting(Interpreter::id)
        .containsExactly("3.41.9t");
  }

  @Test
  void linksToAVersionManagersOwnCommandAreNotInterpreters() throws Exception {
    new FakePrefix(home.resolve("usr")).complete("3.41", 41, 5).executable("mise");
    new FakePrefix(home.resolve("shims")).link("python3.41", home.resolve("usr/bin/mise"));
    assertThat(discover(Map.of("PATH", home.resolve("shims/bin").toString())).all())
        .extracting(Interpreter::source)
        .doesNotContain("PATH");
  }

  @Test
  void preReleasesAreOlderThanTheFinalAndCanBeNamed() throws Exception {
    version("rc").complete("3.44t", 44, 0).headers("python3.44t", 44, 0, "GAMMA", 2);
    version("beta").complete("3.44t", 44, 0).headers("python3.44t", 44, 0, "BETA", 3);
    assertThat(select("3.44t").getFirst().facts().version().hex()).isEqualTo(0x032c00c2);
    assertThat(select("3.44.0b3t").getFirst().prefix()).isEqualTo(pyenv.resolve("beta"));
    assertThatThrownBy(() -> select("3.44.0rc1t")).hasMessageContaining("3.44.0rc1t");
  }

  @Test
  void shimsOnThePathAreNotInterpreters() throws IOException {
    Path shims =
        new FakePrefix(home.resolve("shims")).executable("python3.41", "#!/bin/sh").folder();
    assertThat(discover(Map.of("PATH", shims.resolve("bin").toString())).all())
        .filteredOn(python -> python.facts().version().minor() == 41)
        .extracting(Interpreter::source)
        .containsOnly("pyenv");
  }

  @Test
  void thePathGoesBeforeOtherPlacesWhereBothHaveTheSame() throws IOException {
    new FakePrefix(home.resolve("own")).complete("3.41", 41, 9);
    List<Interpreter> all = discover(Map.of("PATH", home.resolve("own/bin").toString())).all();
    Interpreter first = all.stream().filter(p -> p.id().equals("3.41.9")).findFirst().orElseThrow();
    assertThat(first.source()).isEqualTo("PATH");
    assertThat(first.prefix()).isEqualTo(home.resolve("own"));
  }

  @Test
  void aVirtualEnvironmentIsItsBaseWithPackagesOfItsOwn() throws Exception {
    Path venv = home.resolve("venv");
    Files.createDirectories(venv.resolve("bin"));
    Path base = pyenv.resolve("3.41.9t/bin/python3.41t");
    Files.createSymbolicLink(venv.resolve("bin/python"), base);
    Files.writeString(venv.resolve("pyvenv.cfg"), "home = " + base.getParent() + "\n");

    for (String spec : List.of(venv.toString(), venv.resolve("bin/python").toString())) {
      Interpreter python = select(spec).getFirst();
      assertThat(python.venv()).as(spec).contains(venv);
      assertThat(python.executable()).contains(venv.resolve("bin/python"));
      assertThat(python.prefix()).isEqualTo(pyenv.resolve("3.41.9t"));
      assertThat(python.libpython().orElseThrow()).hasFileName("libpython3.41t.so.1.0");
      assertThat(python.id()).isEqualTo("3.41.9t#2");
    }
    assertThat(discover(Map.of("VIRTUAL_ENV", venv.toString())).all())
        .filteredOn(python -> python.source().equals("VIRTUAL_ENV"))
        .hasSize(1);
  }

  @Test
  void aPathMayBeAnExecutableOrAPrefix() throws Exception {
    Path prefix = pyenv.resolve("3.41.9t");
    assertThat(select(prefix.toString(), prefix.resolve("bin/python3.41t").toString(), "3.41t"))
        .as("all three are one")
        .hasSize(1);
  }

  @Test
  void severalInOnePrefixMustBeTold() throws IOException {
    new FakePrefix(home.resolve("both")).complete("3.41", 41, 1).complete("3.42", 42, 1);
    assertThatThrownBy(() -> select(home.resolve("both").toString()))
        .isInstanceOf(NoSuchInterpreterException.class)
        .hasMessageContaining("several interpreters");
  }

  @Test
  void whatMatchesNothingNamesWhatWasFoundAndTheWayOut() {
    assertThatThrownBy(() -> select("3.77t"))
        .isInstanceOf(NoSuchInterpreterException.class)
        .hasMessageContaining("3.41.9t")
        .hasMessageContaining("uv python install 3.77t");
    assertThatThrownBy(() -> select("./nothing-here"))
        .hasMessageContaining("nothing-here")
        .hasMessageContaining("3.41.9t");
    assertThatThrownBy(() -> select(home.toString())).hasMessageContaining("no interpreter");
  }

  private FakePrefix version(String name) {
    return new FakePrefix(pyenv.resolve(name));
  }

  private Interpreters discover() {
    return discover(Map.of());
  }

  private Interpreters discover(Map<String, String> environment) {
    return Interpreters.discover(
        new Places(environment, home, home, Path.of("/"), Os.current()), EmbeddedPython.find());
  }

  private List<Interpreter> select(String... specs) throws NoSuchInterpreterException {
    return discover().select(List.of(specs), EmbeddedPython.Progress.SILENT);
  }

  private Interpreter listed(String id) {
    return discover().all().stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
  }
}
