package io.abiwarden.worker.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.abiwarden.ffi.EmbeddedPython;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every place that interpreters are found in, laid out below a root of the test's own. */
class LayoutsTest {

  @TempDir Path root;
  private Path home = Path.of("");
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void homeless() throws IOException {
    root = root.toRealPath();
    home = Files.createDirectories(root.resolve("home/me"));
  }

  /** Where a shared build lies, below the root, and from where it is then found to be. */
  static Stream<Arguments> unix() {
    return Stream.of(
        arguments("home/me/.pyenv/versions/3.41.9", "pyenv"),
        arguments("home/me/.local/share/uv/python/cpython-3.41.9-linux-x86_64-gnu", "uv"),
        arguments("home/me/.local/share/mise/installs/python/3.41.9", "mise"),
        arguments("home/me/.local/share/rtx/installs/python/3.41.9", "mise"),
        arguments("home/me/.asdf/installs/python/3.41.9", "asdf"),
        arguments("home/me/.local/share/hatch/pythons/3.41/python", "hatch"),
        arguments("home/me/.local/share/hatch/pythons/3.41/python/install", "hatch"),
        arguments("home/me/.rye/py/cpython@3.41.9", "rye"),
        arguments("home/me/.rye/py/cpython@3.41.9/install", "rye"),
        arguments("home/me/.local/share/pdm/python/cpython@3.41.9", "pdm"),
        arguments("home/me/.local/share/pypoetry/python/cpython@3.41.9", "poetry"),
        arguments("home/me/.local/share/pipx/py/3.41", "pipx"),
        arguments("home/me/miniconda3", "conda"),
        arguments("home/me/miniforge3/envs/py341", "conda"),
        arguments("home/me/mambaforge/envs/py341", "conda"),
        arguments("home/me/anaconda3", "conda"),
        arguments("home/me/micromamba/envs/py341", "conda"),
        arguments("home/me/.local/share/mamba/envs/py341", "conda"),
        arguments("home/me/.conda/envs/py341", "conda"),
        arguments("home/me/.pyenv/versions/miniforge3-24/envs/py341", "conda"),
        arguments("opt/conda", "conda"),
        arguments("opt/miniconda3/envs/py341", "conda"),
        arguments("home/me/.pixi/envs/tools", "pixi"),
        arguments("work/.pixi/envs/default", "pixi"),
        arguments("usr", "/usr"),
        arguments("usr/local", "/usr/local"),
        arguments("opt/python3.41", "/opt"),
        arguments("opt/_internal/cpython-3.41.9", "manylinux"),
        arguments("home/linuxbrew/.linuxbrew/Cellar/python@3.41/3.41.9", "Homebrew"),
        arguments("home/linuxbrew/.linuxbrew/opt/python@3.41", "Homebrew"),
        arguments("opt/hostedtoolcache/Python/3.41.9/x64", "tool cache"),
        arguments("home/me/.cache/abiwarden/python-3.41.9t", "abiwarden's cache"));
  }

  @ParameterizedTest
  @MethodSource("unix")
  void usualPlaces(String path, String source) throws IOException {
    new FakePrefix(root.resolve(path)).complete("3.41t", 41, 9);
    Interpreter python = only();
    assertThat(python.id()).isEqualTo("3.41.9t");
    assertThat(python.source()).isEqualTo(source);
    assertThat(python.prefix()).isEqualTo(root.resolve(path));
    assertThat(python.embeddable()).isEqualTo(Host.canLoad());
    assertThat(python.executable()).contains(root.resolve(path).resolve("bin/python3.41t"));
  }

  @Test
  void theTableIsWhole() {
    assertThat(unix()).hasSizeGreaterThan(30);
  }

  /** A variable, the folder it names, where below that the interpreter lies, and the source. */
  static Stream<Arguments> moved() {
    return Stream.of(
        arguments("PYENV_ROOT", "x", "versions/3.41.9", "pyenv"),
        arguments("UV_PYTHON_INSTALL_DIR", "x", "cpython-3.41.9+freethreaded-linux", "uv"),
        arguments("MISE_DATA_DIR", "x", "installs/python/3.41", "mise"),
        arguments("ASDF_DATA_DIR", "x", "installs/python/3.41", "asdf"),
        arguments("RYE_HOME", "x", "py/cpython@3.41.9", "rye"),
        arguments("XDG_DATA_HOME", "x", "uv/python/cpython-3.41", "uv"),
        arguments("XDG_CACHE_HOME", "x", "abiwarden/python-3.41t", "abiwarden's cache"),
        arguments("CONDA_PREFIX", "x", "", "conda"),
        arguments("CONDA_EXE", "x/bin/conda", "../../envs/e", "conda"),
        arguments("CONDA_ENVS_PATH", "x", "e", "conda"),
        arguments("MAMBA_ROOT_PREFIX", "x", "envs/e", "conda"),
        arguments("AGENT_TOOLSDIRECTORY", "x", "Python/3.41.9/x64-freethreaded", "tool cache"),
        arguments("RUNNER_TOOL_CACHE", "x", "Python/3.41.9/arm64", "tool cache"),
        arguments("HOMEBREW_PREFIX", "x", "Cellar/python@3.41/3.41.9_1", "Homebrew"));
  }

  @ParameterizedTest
  @MethodSource("moved")
  void placesThatVariablesName(String variable, String folder, String below, String source)
      throws IOException {
    environment.put(variable, root.resolve(folder).toString());
    Path prefix = root.resolve(folder).resolve(below).normalize();
    new FakePrefix(prefix).complete("3.41t", 41, 9);
    Interpreter python = only();
    assertThat(python.source()).isEqualTo(source);
    assertThat(python.prefix()).isEqualTo(prefix);
  }

  @Test
  void condasListOfEnvironments() throws IOException {
    new FakePrefix(root.resolve("srv/env")).linkedStatically("3.41", 41, 9);
    Path list = Files.createDirectories(home.resolve(".conda")).resolve("environments.txt");
    Files.writeString(list, "\n" + root.resolve("srv/env") + "\r\n/nowhere\nnot a path\0\n./rel\n");
    Interpreter python = only();
    assertThat(python.source()).isEqualTo("conda");
    assertThat(python.embeddable()).isFalse();
    assertThat(python.why()).contains("no shared libpython");
    assertThat(python.runnable()).isEqualTo(Host.canLoad());
    assertThat(python.image()).contains(root.resolve("srv/env/bin/python3.41"));
  }

  @Test
  void manylinuxHasLinks() throws IOException {
    Path internal = root.resolve("opt/_internal/cpython-3.41.9t");
    new FakePrefix(internal).linkedStatically("3.41t", 41, 9);
    Files.createDirectories(root.resolve("opt/python"));
    Files.createSymbolicLink(root.resolve("opt/python/cp341-cp341t"), internal);
    Interpreter python = only();
    assertThat(python.id()).isEqualTo("3.41.9t");
    assertThat(python.prefix()).isEqualTo(internal);
    assertThat(python.source()).isEqualTo("manylinux");
    assertThat(python.embeddable()).isFalse();
  }

  @Test
  void debianHasLibrariesInAFolderForTheArchitecture() throws IOException {
    new FakePrefix(root.resolve("usr"))
        .linkedStatically("3.41", 41, 9)
        .library("lib/x86_64-linux-gnu/libpython3.41.so.1.0")
        .library("lib/x86_64-linux-gnu/libpython3.41d.so.1.0")
        .executable("python3.41d")
        .headers("python3.41d", 41, 9, "FINAL", 0);
    assertThat(found()).extracting(Interpreter::id).containsExactly("3.41.9", "3.41.9#2");
    assertThat(found()).extracting(p -> p.facts().debug()).containsExactly(false, true);
    assertThat(found().getFirst().libpython().orElseThrow().getParent())
        .hasFileName("x86_64-linux-gnu");
  }

  @Test
  void fedoraHasItAllInLib64() throws IOException {
    Path usr = root.resolve("usr");
    for (String flavour : List.of("3.41", "3.41t")) {
      new FakePrefix(usr).complete(flavour, 41, 9);
    }
    Files.move(usr.resolve("lib"), usr.resolve("lib64"));
    // Pure packages are in lib, whose folder therefore is there and has no standard library.
    Files.createDirectories(usr.resolve("lib/python3.41/site-packages"));
    assertThat(found()).extracting(Interpreter::id).containsExactly("3.41.9", "3.41.9t");
    assertThat(found()).allMatch(python -> python.embeddable() == Host.canLoad());
  }

  @Test
  void frameworksHaveLibrariesWithNamesOfTheirOwn() throws IOException {
    Path frameworks = root.resolve("Library/Frameworks");
    new FakePrefix(frameworks.resolve("Python.framework/Versions/3.41")).framework("3.41", 41, 9);
    new FakePrefix(frameworks.resolve("PythonT.framework/Versions/3.41")).framework("3.41t", 41, 9);
    Files.createSymbolicLink(
        frameworks.resolve("Python.framework/Versions/Current"), Path.of("3.41"));
    Files.writeString(
        frameworks.resolve(
            "PythonT.framework/Versions/3.41/lib/python3.41t/_sysconfigdata_t_darwin_darwin.py"),
        "build_time_vars = {'CC': 'cc -arch arm64 -arch x86_64',\n"
            + "'MACOSX_DEPLOYMENT_TARGET': '10.15'}");
    // The installer's links.
    new FakePrefix(root.resolve("usr/local"))
        .link("python3.41", frameworks.resolve("Python.framework/Versions/3.41/bin/python3.41"));
    List<Interpreter> found = found();
    assertThat(found).extracting(Interpreter::id).containsExactly("3.41.9", "3.41.9t");
    assertThat(found).extracting(Interpreter::source).containsOnly("framework");
    assertThat(found.getFirst().facts().soabi()).contains("cpython-341-darwin");
    assertThat(found.get(1).facts().platform()).isEqualTo("macosx_10_15_universal2");
    assertThat(Folders.real(found.get(1).libpython().orElseThrow())).hasFileName("PythonT");
  }

  @Test
  void homebrewsKegsHaveAFrameworkAndLinksIntoIt() throws IOException {
    Path keg = root.resolve("opt/homebrew/Cellar/python@3.41/3.41.9");
    Path version = keg.resolve("Frameworks/Python.framework/Versions/3.41");
    new FakePrefix(version).framework("3.41", 41, 9);
    new FakePrefix(keg).link("python3.41", version.resolve("bin/python3.41"));
    Files.createDirectories(root.resolve("opt/homebrew/opt"));
    Files.createSymbolicLink(root.resolve("opt/homebrew/opt/python@3.41"), keg);
    new FakePrefix(root.resolve("opt/homebrew")).link("python3.41", keg.resolve("bin/python3.41"));
    environment.put("PATH", root.resolve("opt/homebrew/bin").toString());
    Interpreter python = only();
    assertThat(python.prefix()).isEqualTo(version);
    assertThat(python.source()).isEqualTo("PATH");
  }

  @Test
  void nixProfilesAreLinksIntoTheStore() throws IOException {
    Path store = root.resolve("nix/store/abc-python3-3.41.9");
    new FakePrefix(store).complete("3.41", 41, 9);
    Path profile = root.resolve("nix/store/def-profile");
    new FakePrefix(profile).link("python3.41", store.resolve("bin/python3.41"));
    Files.createSymbolicLink(profile.resolve("lib"), store.resolve("lib"));
    Files.createSymbolicLink(home.resolve(".nix-profile"), profile);
    Interpreter python = only();
    assertThat(python.prefix()).isEqualTo(store);
    assertThat(python.source()).isEqualTo("Nix");
    assertThat(python.embeddable()).isEqualTo(Host.canLoad());
  }

  @Test
  void windowsHasBothKindsInOneFolder() throws IOException {
    Path both = root.resolve("home/me/AppData/Local/Programs/Python/Python341");
    new FakePrefix(both).windows(41, 9, "").windows(41, 9, "t");
    environment.put("LOCALAPPDATA", root.resolve("home/me/AppData/Local").toString());
    new FakePrefix(root.resolve("home/me/AppData/Local/Python/pythoncore-3.42-64"))
        .windows(42, 1, "");
    List<Interpreter> found = found(Os.WINDOWS);
    assertThat(found).extracting(Interpreter::id).containsExactly("3.41.9", "3.41.9t", "3.42.1");
    Interpreter second = found.get(1);
    assertThat(second.executable().orElseThrow()).hasFileName("python3.41t.exe");
    assertThat(second.libpython().orElseThrow()).hasFileName("python341t.dll");
    assertThat(second.facts().platform()).isEqualTo("win_amd64");
    assertThat(second.usable())
        .as("nothing is loaded on Windows, nor such files on Linux")
        .isFalse();
    assertThat(second.facts().extensionSuffixes()).containsExactly(".cp341t-win_amd64.pyd", ".pyd");
  }

  @Test
  void toolsThatKeepVirtualEnvironmentsAmongThemAreToldApart() throws IOException {
    Path base = home.resolve(".pyenv/versions/3.41.9");
    new FakePrefix(base).complete("3.41", 41, 9);
    Path venv = home.resolve(".pyenv/versions/project");
    new FakePrefix(venv).link("python3.41", base.resolve("bin/python3.41"));
    Files.writeString(venv.resolve("pyvenv.cfg"), "home = " + base + "/bin\n");
    assertThat(found()).hasSize(1);
  }

  @Test
  void otherPythonsWithNamesOfCPythonsAreLeftOut() throws IOException {
    Path pypy = home.resolve(".pyenv/versions/pypy3.41");
    new FakePrefix(pypy)
        .executable("pypy3.41")
        .link("python3.41", Path.of("pypy3.41"))
        .library("lib/pypy3.41/os.py");
    assertThat(found()).isEmpty();
  }

  @Test
  void aCommandWithoutAVersionIsThatOfTheOneLibrary() throws IOException {
    new FakePrefix(root.resolve("usr"))
        .headers("python3.41", 41, 9, "FINAL", 0)
        .standardLibrary("python3.41", "x86_64-linux-musl")
        .executable("python3");
    assertThat(only().facts().soabi()).contains("cpython-341-x86_64-linux-musl");
    assertThat(only().executable().orElseThrow()).hasFileName("python3");
  }

  private Interpreter only() {
    List<Interpreter> found = found();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private List<Interpreter> found() {
    return found(Os.LINUX);
  }

  private List<Interpreter> found(Os os) {
    Places places = new Places(environment, home, root.resolve("work"), root, os);
    return Interpreters.discover(places, EmbeddedPython.of(root.resolve("none"), root)).all();
  }
}
