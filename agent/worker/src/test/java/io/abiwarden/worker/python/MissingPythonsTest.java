package io.abiwarden.worker.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How to get what is not here, with what is here. */
class MissingPythonsTest {

  @TempDir Path root;

  @Test
  void uvIsAlwaysAWay() throws IOException {
    assertThat(commands("3.15t")).containsExactly("uv python install 3.15t", "pyenv install 3.15t");
    tool("pyenv");
    assertThat(commands("3.15t")).containsExactly("pyenv install 3.15t", "uv python install 3.15t");
    tool("uv");
    assertThat(commands("3.14.2"))
        .containsExactly("uv python install 3.14.2", "pyenv install 3.14.2");
  }

  @Test
  void fedoraHasAllAsPackages() throws IOException {
    tool("dnf");
    release("ID=fedora\nVERSION_ID=44\n");
    assertThat(commands("3.14t"))
        .containsExactly("dnf install python3.14-freethreading", "uv python install 3.14t");
    assertThat(commands("3.10")).startsWith("dnf install python3.10");
    assertThat(commands("3.10.4"))
        .as("no package of a micro version")
        .startsWith("uv python install 3.10.4");
  }

  @Test
  void debianHasOneOfEachRelease() throws IOException {
    tool("apt");
    release("ID=debian\nVERSION_CODENAME=trixie\n");
    assertThat(commands("3.13")).startsWith("apt install libpython3.13 python3.13");
    assertThat(commands("3.12")).startsWith("uv python install 3.12");
    assertThat(commands("3.13t")).startsWith("uv python install 3.13t");
    Path sources = Files.createDirectories(root.resolve("etc/apt/sources.list.d"));
    Files.writeString(sources.resolve("deadsnakes-ubuntu-ppa-noble.sources"), "");
    assertThat(commands("3.12")).startsWith("apt install libpython3.12 python3.12");
  }

  @Test
  void othersAsTheyAre() throws IOException {
    tool("brew");
    assertThat(commands("3.12")).startsWith("brew install python@3.12");
    Files.delete(root.resolve("bin/brew"));
    tool("conda");
    assertThat(commands("3.13t"))
        .startsWith("conda create -c conda-forge -n py313t python-freethreading=3.13");
  }

  @Test
  void everyKnownKindIsMissingWhereNothingIs() {
    List<MissingPython> missing = MissingPythons.on(places()).of(List.of());
    assertThat(missing)
        .extracting(MissingPython::name)
        .contains("3.9", "3.12", "3.13", "3.13t", "3.14t", "3.15", "3.15t")
        .doesNotContain("3.12t", "3.8");
    assertThat(missing).allMatch(one -> one.help().contains("uv python install " + one.name()));
  }

  private List<String> commands(String version) {
    return MissingPythons.on(places()).commandsFor(version);
  }

  private Places places() {
    return new Places(Map.of("PATH", root.resolve("bin").toString()), root, root, root, Os.LINUX);
  }

  private void tool(String name) throws IOException {
    new FakePrefix(root).executable(name);
  }

  private void release(String text) throws IOException {
    Files.writeString(Files.createDirectories(root.resolve("etc")).resolve("os-release"), text);
  }
}
