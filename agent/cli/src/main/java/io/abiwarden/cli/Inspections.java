package io.abiwarden.cli;

import io.abiwarden.cli.index.IndexException;
import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.artifact.ArtifactReader;
import io.abiwarden.worker.inspect.Inspection;
import io.abiwarden.worker.inspect.Inspector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is baked into several artifacts.
 *
 * @param read what could be read
 * @param problems a line for each thing that could not
 */
record Inspections(List<Inspection> read, List<String> problems) {

  /** Reads them all. */
  static Inspections of(List<Input> inputs) {
    List<Inspection> read = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Input input : inputs) {
      try (Artifact artifact = ArtifactReader.open(input.here())) {
        read.add(Inspector.inspect(artifact).named(input.shown()));
      } catch (IOException | IndexException e) {
        problems.add(input.shown() + ": " + e.getMessage());
      }
    }
    for (Inspection inspection : read) {
      for (String line : inspection.unreadable()) {
        problems.add(inspection.artifact() + ": " + line);
      }
    }
    return new Inspections(List.copyOf(read), List.copyOf(problems));
  }
}
