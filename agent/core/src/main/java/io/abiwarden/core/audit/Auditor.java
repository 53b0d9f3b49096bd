package io.abiwarden.core.audit;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.artifact.DistInfo;
import io.abiwarden.core.artifact.FileDigest;
import io.abiwarden.core.artifact.FileTree;
import io.abiwarden.core.artifact.FolderTree;
import io.abiwarden.core.artifact.ImageNames;
import io.abiwarden.core.artifact.RecordCheck;
import io.abiwarden.core.artifact.WheelTree;
import io.abiwarden.core.audit.Claims.FileClaim;
import io.abiwarden.core.image.ImageReader;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.wheel.ExtensionName;
import io.abiwarden.core.wheel.Generator;
import io.abiwarden.core.wheel.OtherPython;
import io.abiwarden.core.wheel.ProjectMetadata;
import io.abiwarden.core.wheel.Tag;
import io.abiwarden.core.wheel.WheelMetadata;
import io.abiwarden.core.wheel.WheelName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Audits artifacts: one pass over the files, which keeps what the rules need of each image and none
 * of its bytes, and then the rules. Holds nothing between two artifacts; safe for several threads.
 */
public final class Auditor {

  private Auditor() {}

  /**
   * Audits one artifact: a wheel, a single extension, or an installed tree.
   *
   * @param path where it lies
   * @return what was found; what is wrong with the file itself is among the findings
   * @throws IOException if there is nothing to read at that path; the message says so
   */
  public static AuditedArtifact audit(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return InstalledTree.audit(path);
    }
    if (!Files.exists(path)) {
      throw new IOException("no such file");
    }
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new IOException("not a file that can be read");
    }
    return fileName(path).toLowerCase(Locale.ROOT).endsWith(".whl") ? wheel(path) : single(path);
  }

  private static String fileName(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static AuditedArtifact single(Path path) throws IOException {
    try (FileTree tree = FolderTree.ofFile(path)) {
      Found found = new Found();
      String file = fileName(path);
      Unit unit = new Unit(Promise.ofName(ExtensionName.parse(file)));
      ImagePass pass = new ImagePass(tree, found);
      ByteBuffer bytes = tree.read(file);
      if (!ImageNames.isOne(file) && !ImageReader.isImage(bytes)) {
        throw new IOException("neither a wheel nor an extension module");
      }
      pass.image(file, bytes, unit);
      unit.judge(tree, new Siblings(unit.images()), found);
      return new AuditedArtifact(
          path,
          Artifact.Kind.FILE,
          FileDigest.sha256(path),
          Claims.ofFiles(claims(List.of(unit))),
          found.verdict(),
          List.of(),
          found.sorted(),
          builders(List.of(unit)));
    }
  }

  private static AuditedArtifact wheel(Path path) throws IOException {
    Optional<WheelName> name = WheelName.parse(fileName(path));
    Found found = new Found();
    if (name.isEmpty()) {
      found.add(
          Rule.AW502,
          Level.ERROR,
          fileName(path)
              + " is not a wheel's name: name-version-python-abi-platform.whl is wanted.",
          "Rename it to what it was built as; installers refuse it.",
          List.of());
    }
    try (WheelTree tree = WheelTree.open(path)) {
      DistInfo info = DistInfo.read(tree, fileName(path));
      List<Tag> tags = name.map(WheelName::tags).orElse(List.of());
      Unit unit =
          new Unit(
              Promise.ofTags(
                  tags,
                  version ->
                      info.requiresPython()
                          .map(required -> required.accepts(version))
                          .orElse(true)),
              info.wheel().map(WheelMetadata::builtBy).orElse(Generator.UNKNOWN));
      ImagePass pass = new ImagePass(tree, found);
      RecordCheck record = RecordCheck.of(tree, info.folder());
      new MemberPass(tree, pass, record).run(unit);
      Siblings siblings = new Siblings(unit.images());
      pass.settle(siblings);
      pass.sayExternalLibraries();
      List<Installation> judged = unit.judge(tree, siblings, found);
      Optional<OtherPython> other = unit.promise().otherPython();
      other.ifPresent(one -> notJudged(one, path, found));
      List<Installation> installations = other.isPresent() ? List.of() : judged;
      Stream.of(info.findings(), record.findings(unit.made()), tree.findings())
          .flatMap(List::stream)
          .forEach(finding -> found.add(AuditFinding.of(finding)));
      Claims claims =
          new Claims(
              name.map(WheelName::distribution),
              name.map(WheelName::version),
              tags,
              info.wheel().stream().flatMap(wheel -> wheel.tags().stream()).toList(),
              info.project().flatMap(ProjectMetadata::requiresPython),
              info.wheel().flatMap(WheelMetadata::generator),
              claims(List.of(unit)));
      return new AuditedArtifact(
          path,
          Artifact.Kind.WHEEL,
          FileDigest.sha256(path),
          claims,
          found.verdict(),
          installations,
          found.sorted(),
          builders(List.of(unit)));
    }
  }

  private static void notJudged(OtherPython other, Path path, Found found) {
    found.undecided(fileName(path));
    found.add(
        Rule.AW114,
        Level.NOTE,
        "The wheel is for "
            + other.shown()
            + ": whether its extensions load there is not judged. Its metadata"
            + (other.readable() ? ", platform" : "")
            + " and archive were looked at.",
        "",
        List.of());
  }

  /** What extensions were made with. */
  static List<String> builders(List<Unit> units) {
    return units.stream()
        .flatMap(unit -> unit.images().stream())
        .filter(ReadImage::isExtension)
        .map(image -> image.made().binding().shown())
        .distinct()
        .sorted()
        .toList();
  }

  /** What the names of extensions say. */
  static List<FileClaim> claims(List<Unit> units) {
    List<FileClaim> claims = new ArrayList<>();
    for (Unit unit : units) {
      for (ReadImage image : unit.images()) {
        image
            .name()
            .filter(name -> image.isExtension())
            .map(name -> new FileClaim(image.file(), image.module(), name.suffix()))
            .filter(claim -> !claims.contains(claim))
            .ifPresent(claims::add);
      }
    }
    return claims;
  }
}
