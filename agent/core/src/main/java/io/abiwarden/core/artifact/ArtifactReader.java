package io.abiwarden.core.artifact;

import io.abiwarden.core.artifact.ExtensionFile.Content;
import io.abiwarden.core.evidence.Evidence;
import io.abiwarden.core.evidence.EvidenceReader;
import io.abiwarden.core.image.ImageFormatException;
import io.abiwarden.core.image.ImageReader;
import io.abiwarden.core.image.ImageSlice;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Text;
import io.abiwarden.core.wheel.ExtensionName;
import io.abiwarden.core.wheel.WheelName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Opens artifacts and reads the extensions in them, without running anything. */
public final class ArtifactReader {

  private ArtifactReader() {}

  /**
   * Opens an artifact.
   *
   * @param path a wheel, a single extension, or a folder
   * @return the artifact, to be closed by the caller; what is wrong with it is among its findings
   * @throws IOException if there is nothing to read at that path; the message says so
   */
  public static Artifact open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      FolderTree tree = FolderTree.open(path);
      List<Finding> findings = new ArrayList<>();
      return new Artifact(
          path,
          Artifact.Kind.TREE,
          "",
          List.of(),
          tree,
          extensions(tree, findings),
          findings,
          Packers.ofTree(tree));
    }
    if (!Files.exists(path)) {
      throw new IOException("no such file");
    }
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new IOException("not a file that can be read");
    }
    return fileName(path).toLowerCase(Locale.ROOT).endsWith(".whl") ? wheel(path) : single(path);
  }

  private static Artifact single(Path path) throws IOException {
    FolderTree tree = FolderTree.ofFile(path);
    String name = fileName(path);
    List<Finding> findings = new ArrayList<>();
    ExtensionFile file = extension(tree, name, name);
    switch (file.content()) {
      case Content.Unreadable(String why, Optional<String> _) ->
          findings.add(unreadable(name + " is not a shared library that can be read: " + why));
      case Content.Understood(List<Evidence> slices)
          when !hasEntries(slices) && file.name().filter(ExtensionName::namesAbi).isEmpty() ->
          findings.add(
              new Finding(
                  Rule.AW205,
                  Level.NOTE,
                  name + " has no entry function: a library, not an extension.",
                  ""));
      default -> {
        // An extension, or one of another system.
      }
    }
    return new Artifact(
        path,
        Artifact.Kind.FILE,
        FileDigest.sha256(path),
        List.of(),
        tree,
        List.of(file),
        findings,
        Packers.NONE);
  }

  private static Artifact wheel(Path path) throws IOException {
    Optional<WheelName> name = WheelName.parse(fileName(path));
    List<Finding> findings = new ArrayList<>();
    if (name.isEmpty()) {
      findings.add(
          unreadable(
              fileName(path)
                  + " is not a wheel's name: name-version-python-abi-platform.whl is wanted."));
    }
    WheelTree tree = WheelTree.open(path);
    List<ExtensionFile> extensions = extensions(tree, findings);
    findings.addAll(tree.findings());
    return new Artifact(
        path,
        Artifact.Kind.WHEEL,
        FileDigest.sha256(path),
        name.map(WheelName::tags).orElse(List.of()),
        tree,
        extensions,
        findings,
        Packers.ofWheel(tree));
  }

  private static Finding unreadable(String message) {
    return new Finding(
        Rule.AW502, Level.ERROR, message, "Build or download it again; it may be incomplete.");
  }

  /** The extensions of a tree; libraries that are only named like some are told by a finding. */
  private static List<ExtensionFile> extensions(FileTree tree, List<Finding> findings) {
    List<ExtensionFile> found = new ArrayList<>();
    List<String> libraries = new ArrayList<>();
    for (String path : tree.files()) {
      if (!ImageNames.isOne(path)) {
        continue;
      }
      Optional<String> installed = InstalledPath.of(path);
      if (installed.isEmpty()) {
        continue;
      }
      ExtensionFile file = extension(tree, path, installed.get());
      if (!isExtension(file)) {
        continue;
      }
      if (isLibrary(file, tree)) {
        libraries.add(path.substring(path.lastIndexOf('/') + 1));
      } else {
        found.add(file);
      }
    }
    if (!libraries.isEmpty()) {
      findings.add(libraries(libraries));
    }
    return found;
  }

  private static Finding libraries(List<String> files) {
    return new Finding(
        Rule.AW205,
        Level.NOTE,
        Text.names(files)
            + (files.size() == 1
                ? " is named like an extension module, but is a library"
                : " are named like extension modules, but are libraries")
            + ": no entry function that makes a module, and nothing of Python's is needed.",
        "");
  }

  /** Whether a file is only named like an extension, or carries an entry function for show. */
  private static boolean isLibrary(ExtensionFile file, FileTree tree) {
    return file.content() instanceof Content.Understood(List<Evidence> slices)
        && slices.stream().allMatch(Evidence::isLibrary)
        && slices.stream().noneMatch(slice -> needsOneOf(slice, tree));
  }

  /** A library of the artifact may have the entry function, which is looked for there as well. */
  private static boolean needsOneOf(Evidence slice, FileTree tree) {
    return slice.image().libraries().stream()
        .map(library -> library.substring(library.lastIndexOf('/') + 1))
        .anyMatch(
            name -> tree.files().stream().anyMatch(f -> f.equals(name) || f.endsWith("/" + name)));
  }

  private static boolean isExtension(ExtensionFile file) {
    boolean named = file.name().filter(ExtensionName::namesAbi).isPresent();
    return switch (file.content()) {
      case Content.Understood(List<Evidence> slices) -> named || hasEntries(slices);
      case Content.Unreadable _ -> named || file.file().toLowerCase(Locale.ROOT).endsWith(".pyd");
    };
  }

  private static boolean hasEntries(List<Evidence> slices) {
    return slices.stream().anyMatch(slice -> !slice.entries().isEmpty());
  }

  private static ExtensionFile extension(FileTree tree, String path, String installed) {
    Optional<ExtensionName> name = ExtensionName.parse(installed);
    String module = name.map(ExtensionName::module).orElseGet(() -> stem(installed));
    return new ExtensionFile(path, installed, name, module, content(tree, path));
  }

  private static Content content(FileTree tree, String path) {
    Optional<String> architecture = Optional.empty();
    try {
      ByteBuffer bytes = tree.read(path);
      architecture = ImageReader.architecture(bytes);
      List<Evidence> slices = new ArrayList<>();
      Optional<ImageFormatException> broken = Optional.empty();
      for (ImageSlice slice : ImageReader.slices(bytes)) {
        try {
          slices.add(EvidenceReader.read(slice.read(), slice.bytes()));
        } catch (ImageFormatException e) {
          broken = Optional.of(e);
        }
      }
      if (slices.isEmpty() && broken.isPresent()) {
        throw broken.get();
      }
      return new Content.Understood(slices);
    } catch (ImageFormatException | IOException e) {
      return new Content.Unreadable(String.valueOf(e.getMessage()), architecture);
    }
  }

  private static String stem(String path) {
    int dot = path.indexOf('.', path.lastIndexOf('/') + 1);
    return (dot < 0 ? path : path.substring(0, dot)).replace('/', '.');
  }

  private static String fileName(Path path) {
    return String.valueOf(path.getFileName());
  }
}
