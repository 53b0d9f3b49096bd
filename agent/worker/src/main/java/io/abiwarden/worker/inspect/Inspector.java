package io.abiwarden.worker.inspect;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.artifact.ExtensionFile;
import io.abiwarden.core.artifact.ExtensionFile.Content;
import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.evidence.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Says what is baked into an artifact. */
public final class Inspector {

  private Inspector() {}

  /**
   * Reads an artifact's extensions, as far as they can be read.
   *
   * @param artifact open; left open
   */
  public static Inspection inspect(Artifact artifact) {
    List<ExtensionInspection> extensions = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    Set<String> builders = new LinkedHashSet<>();
    artifact.findings().forEach(finding -> unreadable.add(finding.message()));
    for (ExtensionFile file : artifact.extensions()) {
      switch (file.content()) {
        case Content.Understood(List<Evidence> slices) -> {
          for (Evidence evidence : slices) {
            extensions.add(extension(file, evidence));
            builders.add(evidence.binding().shown());
          }
        }
        case Content.Unreadable(String why, Optional<String> _) -> {
          if (artifact.findings().isEmpty()) {
            unreadable.add(file.file() + " is not a shared library that can be read: " + why);
          }
        }
      }
    }
    return new Inspection(
        artifact.path().toString(),
        artifact.kind(),
        artifact.sha256(),
        artifact.tags(),
        builders.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", builders)),
        artifact.packers().shown(),
        extensions,
        unreadable);
  }

  private static ExtensionInspection extension(ExtensionFile file, Evidence evidence) {
    return new ExtensionInspection(
        file.file(),
        file.module(),
        evidence.image().format().name().toLowerCase(Locale.ROOT),
        evidence.image().architecture().tag(),
        evidence.binding().shown(),
        evidence.entries().stream().map(EntryEvidence::entry).toList(),
        DefinitionLines.of(evidence),
        NeedsReading.of(evidence));
  }
}
