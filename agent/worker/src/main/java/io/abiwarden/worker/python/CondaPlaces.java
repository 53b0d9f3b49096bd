package io.abiwarden.worker.python;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where conda, mamba, micromamba and pixi keep their environments, each a prefix of its own. */
final class CondaPlaces {

  private static final List<String> ROOTS =
      List.of(
          "miniconda3", "miniforge3", "mambaforge", "mambaforge-pypy3", "anaconda3", "micromamba");

  /** More lines than a list of environments that somebody keeps in order has. */
  private static final int MOST_LISTED = 1000;

  private CondaPlaces() {}

  /** The base environments and the others. */
  static List<Places.Prefix> prefixes(Places places) {
    Set<Path> found = new LinkedHashSet<>();
    places.folder("CONDA_PREFIX").ifPresent(found::add);
    Set<Path> roots = roots(places);
    for (Path root : roots) {
      found.add(root);
      found.addAll(Folders.list(root.resolve("envs"), "*"));
    }
    for (String variable : List.of("CONDA_ENVS_PATH", "CONDA_ENVS_DIRS")) {
      places.folders(variable).forEach(folder -> found.addAll(Folders.list(folder, "*")));
    }
    found.addAll(Folders.list(places.home().resolve(".conda/envs"), "*"));
    Folders.lines(places.home().resolve(".conda/environments.txt")).stream()
        .limit(MOST_LISTED)
        .flatMap(line -> Folders.absolute(line).stream())
        .forEach(found::add);
    List<Places.Prefix> prefixes = new ArrayList<>();
    found.forEach(folder -> prefixes.add(new Places.Prefix(folder, "conda")));
    for (Path pixi : List.of(places.home(), places.working())) {
      Folders.list(pixi.resolve(".pixi/envs"), "*")
          .forEach(folder -> prefixes.add(new Places.Prefix(folder, "pixi")));
    }
    return prefixes;
  }

  private static Set<Path> roots(Places places) {
    Set<Path> roots = new LinkedHashSet<>();
    // conda's own command lies in the root's bin, or condabin.
    for (String variable : List.of("CONDA_EXE", "MAMBA_EXE")) {
      places
          .folder(variable)
          .flatMap(command -> Optional.ofNullable(command.getParent()))
          .flatMap(bin -> Optional.ofNullable(bin.getParent()))
          .filter(root -> root.getParent() != null)
          .ifPresent(roots::add);
    }
    places.folder("MAMBA_ROOT_PREFIX").ifPresent(roots::add);
    for (String name : ROOTS) {
      roots.add(places.home().resolve(name));
      roots.add(places.system("/opt").resolve(name));
    }
    roots.add(places.home().resolve(".local/share/mamba"));
    roots.add(places.system("/opt/conda"));
    // pyenv and asdf install them as if they were versions of Python.
    for (Places.Prefix prefix : ManagerPlaces.prefixes(places)) {
      String name = Folders.name(prefix.folder());
      if (name.contains("conda") || name.contains("forge") || name.contains("mamba")) {
        roots.add(prefix.folder());
      }
    }
    return roots;
  }
}
