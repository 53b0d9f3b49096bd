package io.abiwarden.core.audit;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.artifact.FileTree;
import io.abiwarden.core.artifact.FolderTree;
import io.abiwarden.core.artifact.ImageNames;
import io.abiwarden.core.artifact.InstalledDistribution;
import io.abiwarden.core.wheel.ExtensionName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Audits an installed tree: each distribution's files by the tags that its WHEEL file kept, the
 * others by their own names. RECORD is not checked, since installers write it anew.
 */
final class InstalledTree {

  private InstalledTree() {}

  static AuditedArtifact audit(Path folder) throws IOException {
    try (FileTree tree = FolderTree.open(folder)) {
      Found found = new Found();
      ImagePass pass = new ImagePass(tree, found);
      List<Unit> units = new ArrayList<>();
      Map<String, Unit> unitOf = new HashMap<>();
      for (InstalledDistribution distribution : InstalledDistribution.of(tree)) {
        Unit unit =
            new Unit(
                Promise.ofTags(
                    distribution.tags(),
                    version ->
                        distribution
                            .requiresPython()
                            .map(required -> required.accepts(version))
                            .orElse(true)),
                distribution.built());
        units.add(unit);
        distribution.files().forEach(file -> unitOf.putIfAbsent(file, unit));
      }
      for (String file : tree.files()) {
        if (ImageNames.isOne(file)) {
          Unit unit = unitOf.get(file);
          if (unit == null) {
            unit = new Unit(Promise.ofName(ExtensionName.parse(file)));
            units.add(unit);
          }
          read(tree, pass, file, unit);
        }
      }
      if (units.isEmpty()) {
        throw new IOException("there is no wheel and no extension module in it");
      }
      Siblings siblings =
          new Siblings(units.stream().flatMap(unit -> unit.images().stream()).toList());
      pass.settle(siblings);
      for (Unit unit : units) {
        unit.judge(tree, siblings, found);
      }
      return new AuditedArtifact(
          folder,
          Artifact.Kind.TREE,
          "",
          Claims.ofFiles(Auditor.claims(units)),
          found.verdict(),
          List.of(),
          found.sorted(),
          Auditor.builders(units));
    }
  }

  private static void read(FileTree tree, ImagePass pass, String file, Unit unit) {
    try {
      pass.image(file, tree.read(file), unit);
    } catch (IOException e) {
      pass.unreadable(file, String.valueOf(e.getMessage()));
    }
  }
}
