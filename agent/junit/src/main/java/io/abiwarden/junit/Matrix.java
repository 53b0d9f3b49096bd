package io.abiwarden.junit;

import io.abiwarden.core.wheel.WheelName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Crosses interpreters with artifacts. */
final class Matrix {

  private static final String OR_SKIP = ", or whenMissing = SKIP";

  private final List<NamedPython> pythons = new ArrayList<>();
  private final List<MatrixCase> cases = new ArrayList<>();

  /** Those that {@code all} alone brought are nobody's claim. */
  private final Set<String> named = new LinkedHashSet<>();

  private Matrix() {}

  /**
   * The invocations of a test that has interpreters.
   *
   * @param artifacts if it has any
   * @param folder where relative globs begin
   */
  static List<MatrixCase> of(PythonMatrix matrix, Optional<Artifacts> artifacts, Path folder) {
    Matrix made = new Matrix();
    if (matrix.value().length == 0) {
      return List.of(
          new MatrixCase.Fail(
              "no interpreter",
              "@PythonMatrix({}) names no interpreter: name versions such as \"3.14t\", or \"all\","
                  + " or leave it out, so that @Artifacts takes what the artifacts' names promise"));
    }
    made.addPythons(List.of(matrix.value()));
    if (artifacts.isPresent()) {
      made.cross(artifacts.get(), folder);
    } else {
      made.here()
          .forEach(
              here ->
                  made.cases.add(
                      new MatrixCase.Run(
                          here.label(), Optional.empty(), Optional.of(here.python()))));
    }
    made.addAbsent(matrix);
    made.refuseToDoNothing();
    return List.copyOf(made.cases);
  }

  /** The invocations of a test that wants artifacts, and no interpreter: once for each. */
  static List<MatrixCase> each(Artifacts artifacts, Path folder) {
    return new Matrix()
        .alone(
            artifacts,
            folder,
            (path, name) -> List.of(new MatrixCase.Run(name, Optional.of(path), Optional.empty())));
  }

  /** The invocations of a test that has artifacts alone: on what their names promise. */
  static List<MatrixCase> of(Artifacts artifacts, Path folder) {
    return new Matrix().alone(artifacts, folder, Promised::cases);
  }

  private List<MatrixCase> alone(
      Artifacts artifacts, Path folder, BiFunction<Path, String, List<MatrixCase>> invocations) {
    Set<Path> found = find(artifacts, folder);
    ShortNames names = new ShortNames(found);
    found.forEach(path -> cases.addAll(invocations.apply(path, names.of(path))));
    refuseToDoNothing();
    return List.copyOf(cases);
  }

  /**
   * As for the command, nothing is proven where no pair is judged at all; unless interpreters were
   * named, and to be skipped where they are missing.
   */
  private void refuseToDoNothing() {
    boolean asked =
        pythons.stream()
            .anyMatch(p -> !(p instanceof NamedPython.Here) && named.contains(identity(p)));
    if (!asked && !cases.isEmpty() && cases.stream().allMatch(MatrixCase.Skip.class::isInstance)) {
      cases.add(
          new MatrixCase.Fail(
              "nothing to run",
              "nothing is left to run here, so that nothing is proven; skipped are "
                  + String.join("; ", cases.stream().map(MatrixCase::name).toList())));
    }
  }

  /** Each interpreter once, by the first of its names. */
  private void addPythons(List<String> names) {
    Set<String> known = new LinkedHashSet<>();
    for (String name : names) {
      for (NamedPython python : PythonNames.of(name)) {
        if (known.add(identity(python))) {
          pythons.add(python);
        }
        if (!PythonNames.isAll(name)) {
          named.add(identity(python));
        }
      }
    }
  }

  private static String identity(NamedPython python) {
    return switch (python) {
      case NamedPython.Here here -> here.python().spec();
      case NamedPython.Unusable unusable -> unusable.python().spec();
      case NamedPython.Missing missing -> missing.label();
      case NamedPython.Wrong wrong -> wrong.label();
    };
  }

  private List<NamedPython.Here> here() {
    return pythons.stream()
        .filter(NamedPython.Here.class::isInstance)
        .map(NamedPython.Here.class::cast)
        .toList();
  }

  private void addAbsent(PythonMatrix matrix) {
    boolean skip = matrix.whenMissing() == WhenMissing.SKIP;
    for (NamedPython python : pythons) {
      switch (python) {
        case NamedPython.Here _ -> {
          // It has been crossed.
        }
        case NamedPython.Missing(String label, String why) -> addAbsent(label, why, skip);
        case NamedPython.Unusable(String label, var _, String why)
            when !named.contains(identity(python)) ->
            cases.add(new MatrixCase.Skip(label, why));
        case NamedPython.Unusable(String label, var _, String why) -> addAbsent(label, why, skip);
        case NamedPython.Wrong(String label, String why) ->
            cases.add(new MatrixCase.Fail(label, why));
      }
    }
  }

  private void addAbsent(String label, String why, boolean skip) {
    cases.add(
        skip
            ? new MatrixCase.Skip(label, why + OR_SKIP)
            : new MatrixCase.Fail(label, why + OR_SKIP));
  }

  /** The artifacts; a case for each glob that has none. */
  private Set<Path> find(Artifacts artifacts, Path folder) {
    Set<Path> found = new LinkedHashSet<>();
    if (artifacts.value().length == 0) {
      cases.add(
          new MatrixCase.Fail(
              "no artifact", "@Artifacts({}) names no artifact: name a glob such as dist/*.whl"));
    }
    for (String glob : artifacts.value()) {
      ArtifactGlob.Found matched = ArtifactGlob.find(glob, folder);
      if (matched.paths().isEmpty()) {
        cases.add(new MatrixCase.Fail(glob.isBlank() ? "no artifact" : glob, matched.whyNone()));
      }
      found.addAll(matched.paths());
    }
    return found;
  }

  private void cross(Artifacts artifacts, Path folder) {
    Set<Path> found = find(artifacts, folder);
    Map<Path, WheelName> wheels = new LinkedHashMap<>();
    if (artifacts.pairs() == Pairs.INSTALLABLE) {
      for (Path path : found) {
        WheelName.parse(ShortNames.fileName(path)).ifPresent(name -> wheels.put(path, name));
      }
    }
    ShortNames names = new ShortNames(found);
    List<MatrixCase> unfit = new ArrayList<>();
    for (Path path : found) {
      WheelName wheel = wheels.get(path);
      boolean any = false;
      for (NamedPython.Here here : here()) {
        if (wheel == null || fits(wheel, here)) {
          any = true;
          cases.add(
              new MatrixCase.Run(
                  names.of(path) + " on " + here.label(),
                  Optional.of(path),
                  Optional.of(here.python())));
        }
      }
      if (!any && !here().isEmpty()) {
        unfit.add(forNone(path, names.of(path)));
      }
    }
    for (NamedPython.Here here : here()) {
      projects(wheels)
          .forEach(
              (project, its) -> {
                if (its.stream().noneMatch(wheel -> fits(wheel, here))) {
                  cases.add(without(project, its, here));
                }
              });
    }
    cases.addAll(unfit);
  }

  private static boolean fits(WheelName wheel, NamedPython.Here here) {
    return here.python().accepts(wheel.tags(), ThisMachine.host());
  }

  private static Map<String, List<WheelName>> projects(Map<Path, WheelName> wheels) {
    Map<String, List<WheelName>> projects = new LinkedHashMap<>();
    for (WheelName wheel : wheels.values()) {
      projects.computeIfAbsent(wheel.normalizedName(), name -> new ArrayList<>()).add(wheel);
    }
    return projects;
  }

  private MatrixCase without(String project, List<WheelName> wheels, NamedPython.Here here) {
    Set<String> tags = new LinkedHashSet<>();
    wheels.forEach(wheel -> tags.add(ShortNames.tags(wheel)));
    String name = project + " on " + here.label();
    String why =
        "%s has no wheel that an installer would put on %s: there is %s. "
            .formatted(project, here.python().facts().display(), String.join(", ", tags));
    return named.contains(identity(here))
        ? new MatrixCase.Fail(name, why + "Build one for it, or take it out of @PythonMatrix")
        : new MatrixCase.Skip(name, why + "Nothing but \"all\" names that interpreter");
  }

  private MatrixCase forNone(Path path, String name) {
    return new MatrixCase.Skip(
        name,
        "%s is for none of the interpreters %s: no installer would put it there"
            .formatted(
                ShortNames.fileName(path),
                String.join(", ", here().stream().map(NamedPython.Here::label).toList())));
  }
}
