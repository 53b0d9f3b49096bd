package io.abiwarden.junit;

import static io.abiwarden.junit.AbiwardenAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What paths and globs mean. */
class ArtifactGlobTest {

  @TempDir private Path project = Path.of("");

  @BeforeEach
  void files() throws IOException {
    for (String file :
        List.of(
            "dist/b-1.whl",
            "dist/a-1.whl",
            "dist/notes.txt",
            "out/x/_spam.so",
            "out/x/y/_spam.abi3.so",
            "out/.hidden/_spam.so",
            "site/pkg/_ext.so",
            "one.so",
            "a b/c[1].so")) {
      Files.createDirectories(project.resolve(file).resolveSibling("."));
      Files.writeString(project.resolve(file), "");
    }
    Files.createDirectories(project.resolve("empty"));
    Files.createSymbolicLink(project.resolve("out/x/loop"), project.resolve("out"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dist/*.whl          | dist/a-1.whl dist/b-1.whl",
        "./dist/*.whl        | dist/a-1.whl dist/b-1.whl",
        "dist//*.whl         | dist/a-1.whl dist/b-1.whl",
        "dist/../dist/a*     | dist/a-1.whl",
        "dist                | dist/a-1.whl dist/b-1.whl",
        "di?t                | dist/a-1.whl dist/b-1.whl",
        "dist/[b-z]*.whl     | dist/b-1.whl",
        "dist/{a,z}-1.whl    | dist/a-1.whl",
        "dist/a-1.whl        | dist/a-1.whl",
        "out/**/_spam*.so    | out/x/_spam.so out/x/y/_spam.abi3.so",
        "**/*.so             | a b/c[1].so one.so out/x/_spam.so out/x/y/_spam.abi3.so site/pkg/_ext.so",
        "**/dist/**/*.whl    | dist/a-1.whl dist/b-1.whl",
        "out/*/y/*           | out/x/y/_spam.abi3.so",
        "site                | site",
        "*.so                | one.so",
        "a b/*.so            | a b/c[1].so",
      })
  void finds(String glob, String expected) {
    ArtifactGlob.Found found = ArtifactGlob.find(glob, project);
    assertThat(String.join(" ", names(found))).isEqualTo(expected);
    assertThat(found.whyNone()).isEmpty();
    ArtifactGlob.Found absolute = ArtifactGlob.find(project + "/" + glob, Path.of("/"));
    assertThat(absolute).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dist/*.so         | no artifact is dist/*.so: PROJECT/dist has only a-1.whl, b-1.whl, notes.txt",
        "dists/*.whl       | no artifact is dists/*.whl: PROJECT has only a b/, dist/, empty/, one.so, out/, site/",
        "empty/*.whl       | no artifact is empty/*.whl: PROJECT/empty is empty",
        "dist/x/y/*.whl    | no artifact is dist/x/y/*.whl: PROJECT/dist has only a-1.whl, b-1.whl, notes.txt",
        "dist/[            | \"dist/[\" is not a glob: ",
        "' '               | a glob of artifacts is empty: name a path such as dist/*.whl",
      })
  void saysWhatIsThereInstead(String glob, String expected) {
    ArtifactGlob.Found found = ArtifactGlob.find(glob, project);
    assertThat(found.paths()).isEmpty();
    assertThat(found.whyNone().replace(project.toString(), "PROJECT")).startsWith(expected);
  }

  @Test
  void aFolderThatIsNotThere() {
    assertThat(ArtifactGlob.find("*.whl", project.resolve("gone")).whyNone())
        .isEqualTo("no artifact is *.whl: " + project.resolve("gone") + " is not there");
  }

  private List<String> names(ArtifactGlob.Found found) {
    return found.paths().stream().map(path -> project.relativize(path).toString()).toList();
  }
}
