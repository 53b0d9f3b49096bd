package io.abiwarden.core.artifact;

import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.wheel.Tag;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A wheel, a file or a folder, opened, with the extensions in it.
 *
 * @param path where it lies
 * @param kind what it is
 * @param sha256 of the file, in hexadecimal; empty for a folder
 * @param tags the tags of a wheel's name, expanded
 * @param tree its files
 * @param extensions its extensions, by path
 * @param findings what is wrong with the artifact as a whole
 * @param packers what packed its files
 */
public record Artifact(
    Path path,
    Kind kind,
    String sha256,
    List<Tag> tags,
    FileTree tree,
    List<ExtensionFile> extensions,
    List<Finding> findings,
    Packers packers)
    implements Closeable {

  /** Copies the lists. */
  public Artifact {
    tags = List.copyOf(tags);
    extensions = List.copyOf(extensions);
    findings = List.copyOf(findings);
  }

  /** What an artifact is. */
  public enum Kind {
    WHEEL("wheel"),
    FILE("file"),
    TREE("tree");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word used in reports. */
    public String word() {
      return word;
    }
  }

  @Override
  public void close() throws IOException {
    tree.close();
  }
}
