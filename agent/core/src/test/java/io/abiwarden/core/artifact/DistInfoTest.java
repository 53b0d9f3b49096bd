package io.abiwarden.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.python.PythonVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The .dist-info folder; the levels are what pip 26.2 and uv 0.13 did with such wheels. */
class DistInfoTest {

  private static final String WHEEL = HandMadeWheel.INFO + "/WHEEL";
  private static final String METADATA = HandMadeWheel.INFO + "/METADATA";

  private Path folder = Path.of("");

  @BeforeEach
  void choosePlace(@TempDir Path temporary) {
    folder = temporary;
  }

  private DistInfo read(String fileName, HandMadeWheel made) throws IOException {
    try (WheelTree tree = WheelTree.open(made.writeAsIs(folder.resolve(fileName)))) {
      return DistInfo.read(tree, fileName);
    }
  }

  private DistInfo read(HandMadeWheel made) throws IOException {
    return read(HandMadeWheel.FILE_NAME, made);
  }

  private static HandMadeWheel whole() {
    return new HandMadeWheel().with(HandMadeWheel.INFO + "/RECORD", "");
  }

  private static HandMadeWheel tagged(String... tags) {
    StringBuilder wheel = new StringBuilder("Wheel-Version: 1.0\nRoot-Is-Purelib: false\n");
    for (String tag : tags) {
      wheel.append("Tag: ").append(tag).append('\n');
    }
    return whole().with(WHEEL, wheel.toString());
  }

  private static void one(DistInfo info, Rule rule, Level level, String message) {
    assertThat(info.findings()).hasSize(1);
    Finding finding = info.findings().getFirst();
    assertThat(finding.message()).contains(message).doesNotContain("\n").endsWith(".");
    assertThat(finding.rule()).isEqualTo(rule);
    assertThat(finding.level()).isEqualTo(level);
    assertThat(finding.help()).isNotBlank();
  }

  @Test
  void readsWhatAWheelSays() throws IOException {
    DistInfo info = read(whole());
    assertThat(info.findings()).isEmpty();
    assertThat(info.folder()).contains(HandMadeWheel.INFO);
    assertThat(info.wheel().orElseThrow().generator()).contains("hand (1)");
    assertThat(info.wheel().orElseThrow().rootIsPurelib()).contains(false);
    assertThat(info.project().orElseThrow().name()).contains("m");
    assertThat(info.requiresPython().orElseThrow().accepts(PythonVersion.of(3, 8, 20))).isFalse();
    assertThat(info.requiresPython().orElseThrow().accepts(PythonVersion.of(3, 9, 0))).isTrue();
  }

  /** Nothing of this is a mistake, though it looks like one. */
  @ParameterizedTest
  @CsvSource({
    "m-1-cp39-abi3-win_amd64.whl, m-1.dist-info",
    "M-1.0-cp39-abi3-win_amd64.whl, m-1.dist-info",
    "m-1-cp39-abi3-win_amd64.whl, M-1.0.dist-info",
    "m-1+local.1-cp39-abi3-win_amd64.whl, m-1+local.1.dist-info",
    "m-1-7-cp39-abi3-win_amd64.whl, m-1.dist-info"
  })
  void spellingsDoNotMatter(String fileName, String info) throws IOException {
    HandMadeWheel made =
        new HandMadeWheel()
            .without(WHEEL)
            .without(METADATA)
            .with(info + "/WHEEL", HandMadeWheel.WHEEL)
            .with(info + "/METADATA", HandMadeWheel.METADATA)
            .with(info + "/RECORD", "");
    assertThat(read(fileName, made).findings()).isEmpty();
  }

  @Test
  void tagsAreSets() throws IOException {
    String compressed = "m-1-cp39.cp310-abi3-win_amd64.win32.whl";
    HandMadeWheel expanded =
        tagged(
            "cp310-abi3-win32", "cp39-abi3-win_amd64", "cp39-abi3-win32", "cp310-abi3-win_amd64");
    assertThat(read(compressed, expanded).findings()).isEmpty();
    assertThat(read(compressed, tagged("cp39.cp310-abi3-win32.win_amd64")).findings()).isEmpty();
    assertThat(read("m-1-cp39-abi3-WIN_AMD64.whl", whole()).findings()).isEmpty();
  }

  @Test
  void renamedWheels() throws IOException {
    DistInfo info = read(tagged("cp311-cp311-win_amd64"));
    one(
        info,
        Rule.AW106,
        Level.ERROR,
        "promises cp39-abi3-win_amd64 by its name, but its WHEEL file says cp311-cp311-win_amd64");
    assertThat(info.findings().getFirst().help())
        .contains("wheel tags --python-tag cp39 --abi-tag abi3 --platform-tag win_amd64");
    one(
        read("m-1-cp39-abi3-win_amd64.win32.whl", whole()),
        Rule.AW106,
        Level.ERROR,
        "promises cp39-abi3-win_amd64.win32 by its name, but its WHEEL file says"
            + " cp39-abi3-win_amd64");
    one(
        read(tagged("cp39-abi3-win_amd64", "cp310-cp310-win_amd64")),
        Rule.AW106,
        Level.WARNING,
        "says cp39-abi3-win_amd64 and cp310-cp310-win_amd64");
  }

  @Test
  void tagsThatAreNone() throws IOException {
    one(read(tagged()), Rule.AW106, Level.WARNING, "its WHEEL file has no tags");
    one(
        read(tagged("cp39-abi3-win_amd64", "", "-any")),
        Rule.AW106,
        Level.WARNING,
        "has tags that are none: \"\" and \"-any\"");
    String many = IntStream.range(0, 2000).mapToObj(i -> "a" + i).collect(Collectors.joining("."));
    one(
        read(tagged("cp39-abi3-win_amd64", many + "-" + many + "-" + many)),
        Rule.AW106,
        Level.WARNING,
        "has tags that are none");
  }

  @Test
  void otherBuilds() throws IOException {
    HandMadeWheel made = whole().with(WHEEL, HandMadeWheel.WHEEL + "Build: 7\n");
    assertThat(read("m-1-7-cp39-abi3-win_amd64.whl", made).findings()).isEmpty();
    one(read(made), Rule.AW106, Level.WARNING, "says build \"7\", and its name none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"WHEEL", "METADATA", "RECORD"})
  void missingFiles(String name) throws IOException {
    String path = HandMadeWheel.INFO + "/" + name;
    one(read(whole().without(path)), Rule.AW502, Level.ERROR, "it has no \"" + path + "\"");
  }

  @Test
  void foldersThatAreNotOne() throws IOException {
    HandMadeWheel none = new HandMadeWheel().without(WHEEL).without(METADATA);
    one(read(none), Rule.AW502, Level.ERROR, "it has no .dist-info folder at its top");
    none.with("pkg/m-1.dist-info/WHEEL", "");
    one(read(none), Rule.AW502, Level.ERROR, "it has no .dist-info folder at its top");
    DistInfo two = read(whole().with("m-0.dist-info/METADATA", ""));
    one(two, Rule.AW502, Level.ERROR, "2 .dist-info folders");
    assertThat(two.folder()).contains(HandMadeWheel.INFO);
  }

  @Test
  void foldersOfOthers() throws IOException {
    assertThat(read("other-1-cp39-abi3-win_amd64.whl", whole()).findings())
        .extracting(Finding::message)
        .satisfiesExactly(
            f -> assertThat(f).contains("\"m-1.dist-info\" is not that of other 1, so pip and uv"),
            f -> assertThat(f).contains("says \"other\", and its METADATA says Name \"m\""));
    assertThat(read("m-2-cp39-abi3-win_amd64.whl", whole()).findings())
        .extracting(Finding::level)
        .containsExactly(Level.WARNING, Level.ERROR);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ERROR, names no Wheel-Version",
    "Wheel-Version: 2.0, ERROR, its Wheel-Version is \"2.0\"",
    "Wheel-Version: 1, ERROR, its Wheel-Version is \"1\"",
    "Wheel-Version: one, ERROR, its Wheel-Version is \"one\"",
    "Wheel-Version: 1.9, WARNING, its Wheel-Version is 1.9"
  })
  void versionsOfTheFormat(String line, Level level, String message) throws IOException {
    HandMadeWheel made =
        whole().with(WHEEL, (line + "\nTag: cp39-abi3-win_amd64\n").stripLeading());
    one(read(made), Rule.AW502, level, message);
  }

  @Test
  void fieldsThatContradictThemselves() throws IOException {
    String twice = HandMadeWheel.WHEEL + "Root-Is-Purelib: true\nroot-is-purelib: false\n";
    DistInfo info = read(whole().with(WHEEL, twice));
    one(info, Rule.AW502, Level.WARNING, "has several values of Root-Is-Purelib");
    assertThat(info.wheel().orElseThrow().rootIsPurelib()).contains(false);
    String same = HandMadeWheel.WHEEL + "Wheel-Version: 1.0\n";
    assertThat(read(whole().with(WHEEL, same)).findings()).isEmpty();
  }

  @Test
  void textsThatAreNone() throws IOException {
    byte[] latin =
        HandMadeZip.joined(
            HandMadeWheel.METADATA.getBytes(StandardCharsets.UTF_8), new byte[] {(byte) 0xf6});
    one(
        read(whole().with(METADATA, latin)),
        Rule.AW502,
        Level.ERROR,
        "METADATA\" cannot be read: it is not UTF-8");
    one(
        read(whole().with(WHEEL, "\ufeff" + HandMadeWheel.WHEEL)),
        Rule.AW502,
        Level.ERROR,
        "byte order mark");
    one(
        read(whole().with(METADATA, new byte[(16 << 20) + 1])),
        Rule.AW502,
        Level.ERROR,
        "unpacks to more than 16777216 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "'Version: 1', ERROR, has no Name",
    "'Name: m', ERROR, has no Version",
    "'Name: n\nVersion: 1', ERROR, 'says \"m\", and its METADATA says Name \"n\"'",
    "'Name: m\nVersion: 1.1', ERROR, 'says \"1\", and its METADATA says Version \"1.1\"'",
    "'Name: m\nVersion: 1\nName: n', WARNING, several values of Name",
    "'Name: m\nVersion: 1\nRequires-Python: banana', WARNING, Requires-Python \"banana\"",
    "'Name: m\nno field\nVersion: 1', ERROR, has no Version"
  })
  void metadataThatIsWrong(String text, Level level, String message) throws IOException {
    one(read(whole().with(METADATA, text + "\n")), Rule.AW502, level, message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Name: M\nVersion: 1.0", "name: m\nVERSION: 1", "Name:m\nVersion:\t1\n"})
  void metadataInOtherSpellings(String text) throws IOException {
    assertThat(read(whole().with(METADATA, text)).findings()).isEmpty();
  }

  @Test
  void namesThatInstallersDoNotTake() throws IOException {
    for (String fileName :
        List.of(
            "m-1-cp39-abi3-win_amd64.WHL",
            "m-one-cp39-abi3-win_amd64.whl",
            "m__m-1-cp39-abi3-win_amd64.whl",
            "_m-1-cp39-abi3-win_amd64.whl",
            "m+m-1-cp39-abi3-win_amd64.whl",
            "mö-1-cp39-abi3-win_amd64.whl",
            "m-1-39-abi3-win_amd64.whl",
            "m-1-cp39-abi3-win amd64.whl")) {
      assertThat(read(fileName, whole()).findings())
          .as(fileName)
          .anySatisfy(
              finding -> {
                assertThat(finding.rule()).isEqualTo(Rule.AW502);
                assertThat(finding.message()).contains("pip and uv do not take this file name");
              });
    }
  }

  /** What the archive's own findings say is not said again. */
  @Test
  void damageIsToldOnce() throws IOException {
    Path wheel = folder.resolve(HandMadeWheel.FILE_NAME);
    HandMadeZip.Entry damaged = HandMadeZip.entry(WHEEL, HandMadeWheel.WHEEL);
    damaged.crc ^= 1;
    HandMadeZip.Entry encrypted = HandMadeZip.entry(HandMadeWheel.INFO + "/RECORD", "");
    encrypted.flags |= 1;
    new HandMadeZip()
        .add(damaged)
        .add(encrypted)
        .file(METADATA, HandMadeWheel.METADATA)
        .write(wheel);
    try (WheelTree tree = WheelTree.open(wheel)) {
      DistInfo info = DistInfo.read(tree, HandMadeWheel.FILE_NAME);
      assertThat(info.findings()).isEmpty();
      assertThat(info.wheel()).isEmpty();
      assertThat(info.project()).isPresent();
      assertThat(RecordCheck.of(tree, info.folder()).findings()).isEmpty();
      assertThat(tree.findings()).hasSize(2);
    }
    Files.writeString(wheel, "no archive");
    try (WheelTree tree = WheelTree.open(wheel)) {
      assertThat(DistInfo.read(tree, HandMadeWheel.FILE_NAME).findings()).isEmpty();
      assertThat(tree.findings()).hasSize(1);
    }
  }

  /** Names that some tools stumble over: read, or said to be none, and nothing else. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bad-1.0-abi3.whl",
        "bad-1.0-py3-abi3-any.whl",
        "bad-1.0-pp310-abi3-any.whl",
        "bad-1.0-cp3-abi3-any.whl",
        "bad.whl",
        ".whl"
      })
  void oddNamesAreReadAllTheSame(String fileName) throws IOException {
    DistInfo info = read(fileName, whole());
    assertThat(info.wheel()).isPresent();
    assertThat(info.project()).isPresent();
  }
}
