package io.abiwarden.junit;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.artifact.ArtifactReader;
import io.abiwarden.ffi.EmbeddedPython;
import io.abiwarden.worker.check.Promises;
import io.abiwarden.worker.python.Interpreter;
import io.abiwarden.worker.python.Interpreters;
import io.abiwarden.worker.python.NoSuchInterpreterException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An artifact on the interpreters that its names promise. */
final class Promised {

  private Promised() {}

  /**
   * The invocations for one artifact.
   *
   * @param name what it is called in their names
   */
  static List<MatrixCase> cases(Path artifact, String name) {
    List<String> promised;
    try (Artifact opened = ArtifactReader.open(artifact)) {
      promised = Promises.of(opened);
    } catch (IOException e) {
      return List.of(new MatrixCase.Fail(name, artifact + ": " + e.getMessage()));
    }
    if (promised.isEmpty()) {
      return List.of(
          new MatrixCase.Fail(
              name,
              artifact
                  + " promises no interpreter by its name: say with @PythonMatrix what it is for"));
    }
    Interpreters pythons = ThisMachine.pythons();
    List<MatrixCase> cases = new ArrayList<>();
    for (String version : promised) {
      List<Interpreter> here =
          pythons.all().stream().filter(p -> p.facts().shortName().equals(version)).toList();
      for (Interpreter python : here) {
        cases.add(on(pythons, python, artifact, name));
      }
      if (here.isEmpty()) {
        cases.add(
            new MatrixCase.Skip(
                name + " on " + version,
                "promised by its name: " + PythonNames.notFound(pythons, version, false)));
      }
    }
    return cases;
  }

  private static MatrixCase on(
      Interpreters pythons, Interpreter python, Path artifact, String name) {
    String on = name + " on " + python.id();
    try {
      Interpreter ready = pythons.ready(python, EmbeddedPython.Progress.SILENT);
      return switch (PythonNames.of(ready.id(), ready)) {
        case NamedPython.Unusable unusable -> new MatrixCase.Skip(on, unusable.why());
        default -> new MatrixCase.Run(on, Optional.of(artifact), Optional.of(ready));
      };
    } catch (NoSuchInterpreterException e) {
      return new MatrixCase.Skip(on, String.valueOf(e.getMessage()));
    }
  }
}
