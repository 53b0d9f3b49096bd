package io.abiwarden.worker.python;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where version managers, and the tools that fetch an interpreter of their own, keep them: one
 * folder for each, mostly unpacked from python-build-standalone.
 */
final class ManagerPlaces {

  /**
   * One of them.
   *
   * @param source its name
   * @param variable the environment variable that moves its folder; none if empty
   * @param below what follows the variable's folder
   * @param data where it is below the user's data
   * @param home where it is below the home folder
   * @param glob the names of interpreters' folders
   */
  private record Manager(
      String source,
      String variable,
      String below,
      List<String> data,
      List<String> home,
      String glob) {}

  private static final List<Manager> MANAGERS =
      List.of(
          new Manager(
              "pyenv",
              "PYENV_ROOT",
              "versions",
              List.of(),
              List.of(".pyenv/versions", ".pyenv/pyenv-win/versions"),
              "*"),
          // The second is where it was on Windows at first.
          new Manager(
              "uv",
              "UV_PYTHON_INSTALL_DIR",
              "",
              List.of("uv/python", "uv/data/python"),
              List.of(),
              "cpython-*"),
          // It was called rtx once.
          new Manager(
              "mise",
              "MISE_DATA_DIR",
              "installs/python",
              List.of("mise/installs/python", "rtx/installs/python"),
              List.of(),
              "*"),
          new Manager(
              "asdf",
              "ASDF_DATA_DIR",
              "installs/python",
              List.of(),
              List.of(".asdf/installs/python"),
              "*"),
          new Manager(
              "hatch", "HATCH_DATA_DIR", "pythons", List.of("hatch/pythons"), List.of(), "*"),
          new Manager("rye", "RYE_HOME", "py", List.of(), List.of(".rye/py"), "cpython@*"),
          new Manager("pdm", "", "", List.of("pdm/python"), List.of(), "*"),
          new Manager(
              "poetry", "POETRY_DATA_DIR", "python", List.of("pypoetry/python"), List.of(), "*"),
          new Manager(
              "pipx", "PIPX_HOME", "py", List.of("pipx/py"), List.of(".local/pipx/py"), "*"),
          new Manager("py", "", "", List.of("Python", "Programs/Python"), List.of(), "[Pp]ython*"));

  private ManagerPlaces() {}

  /** The prefixes that they keep. */
  static List<Places.Prefix> prefixes(Places places) {
    List<Places.Prefix> found = new ArrayList<>();
    for (Manager manager : MANAGERS) {
      for (Path keep : keeps(manager, places)) {
        for (Path folder : Folders.list(keep, manager.glob())) {
          // Tools that keep virtual environments beside interpreters do not make them interpreters.
          if (!Venv.is(folder)) {
            found.add(new Places.Prefix(body(folder), manager.source()));
          }
        }
      }
    }
    return found;
  }

  private static List<Path> keeps(Manager manager, Places places) {
    Optional<Path> moved =
        manager.variable().isEmpty() ? Optional.empty() : places.folder(manager.variable());
    if (moved.isPresent()) {
      return List.of(moved.get().resolve(manager.below()));
    }
    List<Path> found = new ArrayList<>();
    for (Path data : places.data()) {
      manager.data().forEach(below -> found.add(data.resolve(below)));
    }
    manager.home().forEach(below -> found.add(places.home().resolve(below)));
    return found;
  }

  /** The prefix in a folder that something was unpacked into. */
  static Path body(Path folder) {
    for (String below : List.of("", "python", "install", "python/install")) {
      Path body = folder.resolve(below);
      if (Files.isDirectory(body.resolve("bin"))
          || Files.isRegularFile(body.resolve("python.exe"))) {
        return body;
      }
    }
    return folder;
  }
}
