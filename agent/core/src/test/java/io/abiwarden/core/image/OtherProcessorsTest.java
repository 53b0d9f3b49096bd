package io.abiwarden.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.artifact.PinnedWheel;
import io.abiwarden.core.definition.DefinitionFinder;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.memory.Word;
import io.abiwarden.core.platform.PlatformRules;
import io.abiwarden.core.wheel.WheelName;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Published wheels: what is read of one processor's is what is read of another's. */
class OtherProcessorsTest {

  private static final PinnedWheel RPDS =
      wheel(
          "rpds-py==2026.9.1",
          "manylinux2014_x86_64",
          "eac2f5dbafd585dfe31f86a23ebf0d3ba480a9d49ebc87947267b5608d4ea0cd");
  private static final PinnedWheel MARKUPSAFE =
      wheel(
          "markupsafe==3.0.4",
          "manylinux2014_x86_64",
          "a8e9f292fcda89b324f2f5c91d13f1424a153e40fc2756f38ee23b15835ff300");

  /** A processor, its wheel, and the one for x86-64. */
  record Other(Architecture processor, PinnedWheel wheel, PinnedWheel reference) {

    @Override
    public String toString() {
      return processor.tag();
    }
  }

  static List<Other> others() {
    return List.of(
        new Other(
            Architecture.I686,
            wheel(
                "rpds-py==2026.9.1",
                "manylinux1_i686",
                "5c90e7fa02e8f5de0d10c17595c568ada48c5302e749462c0ea1a4c362111a86"),
            RPDS),
        new Other(
            Architecture.S390X,
            wheel(
                "rpds-py==2026.9.1",
                "manylinux2014_s390x",
                "54ac2158a6f96cfbabff0b2eedaf94b90c5ec7ca8317fcadc61e1c2b2e0ff6ef"),
            RPDS),
        new Other(
            Architecture.ARMV7L,
            wheel(
                "markupsafe==3.0.4",
                "manylinux2014_armv7l",
                "387d8cd30e69b3f0a72877b9ae717033396404e19095b17fe89753a981fda44f"),
            MARKUPSAFE));
  }

  private static PinnedWheel wheel(String requirement, String platform, String sha256) {
    return new PinnedWheel(requirement, "3.14", "cp314", platform, sha256);
  }

  private record File(String name, Image image) {}

  private static File extension(Path wheel) throws Exception {
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      ZipEntry entry =
          zip.stream().filter(e -> e.getName().endsWith(".so")).findFirst().orElseThrow();
      try (InputStream in = zip.getInputStream(entry)) {
        return new File(entry.getName(), ImageReader.read(in.readAllBytes()));
      }
    }
  }

  /** All of a definition that does not depend on where the linker put it. */
  private static List<String> definitions(Image image) {
    return DefinitionFinder.find(image).stream().map(OtherProcessorsTest::text).sorted().toList();
  }

  private static String text(RawDefinition definition) {
    List<String> slots =
        definition.slots().orElseThrow().slots().stream()
            .map(slot -> slot.id() + "=" + (isPointer(slot.value()) ? "pointer" : slot.value()))
            .toList();
    return "%s %s %s %d %s"
        .formatted(
            definition.name().orElse(""),
            definition.layout(),
            definition.header(),
            definition.size(),
            slots);
  }

  private static boolean isPointer(Word word) {
    return !(word instanceof Word.Value(long value)) || value > 0x100;
  }

  @ParameterizedTest
  @MethodSource("others")
  void readTheSameOnEveryProcessor(Other other) throws Exception {
    Path path = other.wheel.get();
    File file = extension(path);
    Image reference = extension(other.reference.get()).image();
    assertThat(file.image().architecture()).isEqualTo(other.processor);
    assertThat(definitions(file.image())).isNotEmpty().isEqualTo(definitions(reference));
    assertThat(file.image().entries())
        .extracting(EntryFunction::symbol)
        .isEqualTo(reference.entries().stream().map(EntryFunction::symbol).toList());
    assertThat(pythonNeeds(file.image())).isNotEmpty().isEqualTo(pythonNeeds(reference));

    List<Finding> findings =
        PlatformRules.check(
            file.name(),
            List.of(file.image()),
            WheelName.parse(path.getFileName().toString()).orElseThrow().tags(),
            Set.of());
    assertThat(findings).isEmpty();
  }

  private static List<String> pythonNeeds(Image image) {
    return image.needs().stream()
        .map(NeededSymbol::name)
        .filter(name -> name.startsWith("Py") || name.startsWith("_Py"))
        .sorted()
        .toList();
  }
}
