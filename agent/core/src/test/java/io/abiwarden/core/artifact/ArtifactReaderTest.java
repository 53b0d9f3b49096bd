package io.abiwarden.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.abiwarden.core.artifact.ExtensionFile.Content;
import io.abiwarden.core.audit.AuditedArtifact;
import io.abiwarden.core.audit.Auditor;
import io.abiwarden.core.image.TestImages;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.wheel.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactReaderTest {

  private static final String NAME = "m-1-cp314-cp314-linux_x86_64.whl";
  private static final byte[] WINDOWS = HexFormat.of().parseHex("4d5a90000300000004000000ffff0000");
  private static final byte[] MACOS = HexFormat.of().parseHex("cffaedfe07000001030000000600000000");

  private Path folder = Path.of("");

  @BeforeEach
  void choosePlace(@TempDir Path temporary) {
    folder = temporary;
  }

  @Test
  void findsTheExtensionsOfAWheel() throws IOException {
    byte[] extension = TestImages.exporting("PyInit_m");
    byte[] library = TestImages.exporting("foo");
    new HandMadeZip()
        .file("m.py", "")
        .file("pkg/m.cpython-314-x86_64-linux-gnu.so", extension)
        .file("pkg/m.so", extension)
        .file("pkg/libfoo.so", library)
        .file("pkg/libfoo.so.1.2", library)
        .file("pkg/named.abi3.so", library)
        .file("pkg/broken.so", "nothing")
        .file("pkg/broken.abi3.so", "nothing")
        .file("pkg/w.pyd", WINDOWS)
        .file("pkg/x.dylib", MACOS)
        .file("m-1.data/platlib/deep/m.abi3.so", extension)
        .file("m-1.data/scripts/m.so", extension)
        .write(folder.resolve(NAME));
    try (Artifact artifact = ArtifactReader.open(folder.resolve(NAME))) {
      assertThat(artifact.kind()).isEqualTo(Artifact.Kind.WHEEL);
      assertThat(artifact.findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.rule()).isEqualTo(Rule.AW205);
                assertThat(finding.level()).isEqualTo(Level.NOTE);
                assertThat(finding.message())
                    .startsWith(
                        "named.abi3.so is named like an extension module, but is a library");
              });
      assertThat(artifact.tags()).containsExactly(new Tag("cp314", "cp314", "linux_x86_64"));
      assertThat(artifact.sha256()).hasSize(64);
      assertThat(artifact.extensions())
          .extracting(ExtensionFile::file)
          .containsExactly(
              "m-1.data/platlib/deep/m.abi3.so",
              "pkg/broken.abi3.so",
              "pkg/m.cpython-314-x86_64-linux-gnu.so",
              "pkg/m.so",
              "pkg/w.pyd");
      assertThat(artifact.extensions())
          .extracting(ExtensionFile::module)
          .containsExactly("deep.m", "pkg.broken", "pkg.m", "pkg.m", "pkg.w");
      assertThat(artifact.extensions().get(1).content()).isInstanceOf(Content.Unreadable.class);
      assertThat(artifact.extensions().get(2).content()).isInstanceOf(Content.Understood.class);
      assertThat(artifact.extensions().get(4).content()).isInstanceOf(Content.Unreadable.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "win_amd64, c5571df4f386ff4cdc0d5d0d040af9c0bdfc59ad587bf224063d873e07acbe61",
    "win32, 30ed79eceb765717609f96232a156fc6ea8ae1cb91d1b995d52af75220a2b148",
    "manylinux_2_17_x86_64, 32c1a3d98c93d92c2f2a45d6cc9c79fb8d7552aca1bd9a764209a3309bf6a7b1"
  })
  void takesLibrariesForLibrariesWhateverTheirNames(String platform, String sha256)
      throws Exception {
    PinnedWheel wheel = new PinnedWheel("pycryptodome==4.4.0", "3.12", "abi3", platform, sha256);
    try (Artifact artifact = ArtifactReader.open(wheel.get())) {
      assertThat(artifact.extensions()).isEmpty();
      assertThat(artifact.findings()).extracting(Finding::rule).containsExactly(Rule.AW205);
      assertThat(artifact.findings().getFirst().message()).contains(" more are named like");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "no-wheel.whl, is not a wheel's name",
    "m-1-py3-none.whl, is not a wheel's name",
    "m-1-py3-none-any.whl, is not a zip file"
  })
  void saysWhatIsWrongWithAWheel(String name, String message) throws IOException {
    Files.writeString(folder.resolve(name), "nothing like a zip file");
    try (Artifact artifact = ArtifactReader.open(folder.resolve(name))) {
      assertThat(artifact.extensions()).isEmpty();
      assertThat(artifact.findings()).extracting(Finding::rule).containsOnly(Rule.AW502);
      assertThat(artifact.findings().getFirst().message()).contains(name).contains(message);
      assertThat(artifact.findings())
          .allSatisfy(finding -> assertThat(finding.help()).isNotBlank());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.whl", "m-1.whl", "m-1-cp314-cp314-.whl", "m-1-cp314-cp314-any-x.whl"})
  void auditsWhatHasNoWheelsName(String name) throws IOException {
    new HandMadeZip()
        .file("m.cpython-314-x86_64-linux-gnu.so", TestImages.exporting("PyInit_m"))
        .write(folder.resolve(name));
    AuditedArtifact audited = Auditor.audit(folder.resolve(name));
    assertThat(audited.findings())
        .extracting(found -> found.finding().rule())
        .contains(Rule.AW502)
        .doesNotContain(Rule.AW104);
  }

  @Test
  void leavesDebugInformationAlone() throws IOException {
    byte[] debug = HexFormat.of().parseHex("cffaedfe07000001030000000a00000000");
    String bundle = "pkg/m.cpython-314-darwin.so.dSYM/Contents/Resources/DWARF/";
    new HandMadeZip()
        .file("pkg/m.cpython-314-darwin.so", MACOS)
        .file(bundle + "m.cpython-314-darwin.so", debug)
        .write(folder.resolve(NAME));
    try (Artifact artifact = ArtifactReader.open(folder.resolve(NAME))) {
      assertThat(artifact.extensions())
          .extracting(ExtensionFile::file)
          .containsExactly("pkg/m.cpython-314-darwin.so");
    }
    assertThat(Auditor.audit(folder.resolve(NAME)).findings())
        .noneMatch(found -> found.finding().message().contains("debug information"));
  }

  @Test
  void refusesHostileWheelsWithTheirRule() throws IOException {
    new HandMadeZip().file("../m.so", "x").write(folder.resolve(NAME));
    try (Artifact artifact = ArtifactReader.open(folder.resolve(NAME))) {
      assertThat(artifact.findings()).extracting(Finding::rule).containsExactly(Rule.AW504);
      assertThat(artifact.findings().getFirst().message()).contains(NAME).contains("../m.so");
      assertThat(artifact.extensions()).isEmpty();
      assertThat(artifact.tree().files()).isEmpty();
    }
  }

  @Test
  void readsASingleFile() throws IOException {
    Path file = Files.write(folder.resolve("m.abi3.so"), TestImages.exporting("PyInit_m"));
    try (Artifact artifact = ArtifactReader.open(file)) {
      assertThat(artifact.kind()).isEqualTo(Artifact.Kind.FILE);
      assertThat(artifact.findings()).isEmpty();
      assertThat(artifact.extensions()).extracting(ExtensionFile::module).containsExactly("m");
      assertThat(artifact.tags()).isEmpty();
    }
    Path library = Files.write(folder.resolve("libfoo.so.1"), TestImages.exporting("foo"));
    try (Artifact artifact = ArtifactReader.open(library)) {
      assertThat(artifact.findings()).extracting(Finding::rule).containsExactly(Rule.AW205);
    }
  }

  @Test
  void readsAFolder() throws IOException {
    Files.createDirectories(folder.resolve("pkg/sub"));
    Files.write(folder.resolve("pkg/sub/m.abi3.so"), TestImages.exporting("PyInit_m"));
    Files.write(folder.resolve("pkg/x.so"), TestImages.exporting("PyModExport_x"));
    Files.write(folder.resolve("pkg/text.so"), new byte[] {1, 2, 3});
    Files.createSymbolicLink(folder.resolve("pkg/loop"), folder);
    try (Artifact artifact = ArtifactReader.open(folder)) {
      assertThat(artifact.kind()).isEqualTo(Artifact.Kind.TREE);
      assertThat(artifact.extensions())
          .extracting(ExtensionFile::module)
          .containsExactly("pkg.sub.m", "pkg.x");
    }
  }

  @Test
  void garbageIsSaidToBeGarbage() throws IOException {
    Random random = new Random(3);
    for (String name : new String[] {"m.so", "m.abi3.so", "m.pyd", "m", NAME}) {
      for (int size : new int[] {0, 1, 3, 4, 64, 5000}) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        Path file = Files.write(folder.resolve(name), bytes);
        try (Artifact artifact = ArtifactReader.open(file)) {
          assertThat(artifact.findings()).as(name).hasSize(1);
          Finding finding = artifact.findings().getFirst();
          assertThat(finding.rule()).isEqualTo(Rule.AW502);
          assertThat(finding.message()).contains(name).doesNotContain("null").doesNotContain("\n");
        }
      }
    }
  }

  @Test
  void nothingThereIsAnError() {
    assertThatThrownBy(() -> ArtifactReader.open(folder.resolve("gone.whl")))
        .isInstanceOf(IOException.class)
        .hasMessage("no such file");
  }
}
