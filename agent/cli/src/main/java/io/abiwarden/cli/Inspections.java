package io.abiwarden.cli;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.artifact.ArtifactReader;
import io.abiwarden.worker.inspect.Inspection;
import io.abiwarden.worker.inspect.Inspector;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What is baked into several artifacts.
 *
 * @param read what could be read
 * @param problems a line for each thing that could not
 */
record Inspections(List<Inspection> read, List<String> problems) {

  /** Reads them all. */
  static Inspections of(List<Path> artifacts) {
    List<Inspection> read = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path path : artifacts) {
      try {
        for (Path one : wheelsIn(path)) {
          try (Artifact artifact = ArtifactReader.open(one)) {
            read.add(Inspector.inspect(artifact));
          }
        }
      } catch (IOException e) {
        problems.add(path + ": " + e.getMessage());
      }
    }
    for (Inspection inspection : read) {
      for (String line : inspection.unreadable()) {
        problems.add(inspection.artifact() + ": " + line);
      }
    }
    return new Inspections(List.copyOf(read), List.copyOf(problems));
  }

  /** Reads one, if it can be read. */
  static Optional<Inspection> of(Path path) {
    try (Artifact artifact = ArtifactReader.open(path)) {
      return Optional.of(Inspector.inspect(artifact));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A folder of wheels stands for its wheels. */
  private static List<Path> wheelsIn(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    List<Path> wheels = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*.whl")) {
      files.forEach(wheels::add);
    }
    Collections.sort(wheels);
    return wheels.isEmpty() ? List.of(path) : wheels;
  }
}
