package io.abiwarden.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RECORD against content: what {@code wheel unpack} refuses is found, and more. */
class RecordCheckTest {

  private static final String HASHED = "sha256=";

  private Path wheel = Path.of("");

  @BeforeEach
  void choosePlace(@TempDir Path folder) {
    wheel = folder.resolve(HandMadeWheel.FILE_NAME);
  }

  private List<Finding> check(HandMadeWheel made, UnaryOperator<String> change) throws IOException {
    made.write(wheel, change);
    return check();
  }

  /** Images whole, the rest through the small buffer, as an audit does. */
  private List<Finding> check() throws IOException {
    try (WheelTree tree = WheelTree.open(wheel)) {
      RecordCheck check = RecordCheck.of(tree, Optional.of(HandMadeWheel.INFO));
      for (String path : tree.files()) {
        if (path.endsWith(".pyd")) {
          check.seen(path, tree.read(path));
        } else {
          check.stream(path);
        }
      }
      check
          .findings()
          .forEach(
              finding -> {
                assertThat(finding.rule()).isEqualTo(Rule.AW501);
                assertThat(finding.message()).doesNotContain("\n").endsWith(".");
                assertThat(finding.help()).isNotBlank();
              });
      return check.findings();
    }
  }

  private static void one(List<Finding> findings, Level level, String message) {
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().message()).contains(message);
    assertThat(findings.getFirst().level()).isEqualTo(level);
  }

  @Test
  void nothingIsWrong() throws IOException {
    assertThat(check(new HandMadeWheel(), record -> record)).isEmpty();
    assertThat(check(new HandMadeWheel(), record -> record.replace("\n", "\r\n"))).isEmpty();
    assertThat(check(new HandMadeWheel(), String::stripTrailing)).isEmpty();
    assertThat(check(new HandMadeWheel(), record -> record + "pkg/,,\n")).isEmpty();
    assertThat(check(new HandMadeWheel(), record -> record.replaceAll(",[0-9]+\n", ",\n")))
        .isEmpty();
    HandMadeWheel signed =
        new HandMadeWheel()
            .with(HandMadeWheel.INFO + "/RECORD.jws", "{}")
            .with(HandMadeWheel.INFO + "/RECORD.p7s", "...");
    assertThat(check(signed, record -> record.replaceAll("[^\n]+RECORD\\.[^\n]+\n", ""))).isEmpty();
  }

  @Test
  void readsQuotes() throws IOException {
    HandMadeWheel odd = new HandMadeWheel().with("a, \"b\"\n.py", "x");
    assertThat(check(odd, record -> record.replace("a, \"b\"\n.py", "\"a, \"\"b\"\"\n.py\"")))
        .isEmpty();
    assertThat(check(new HandMadeWheel(), record -> record.replace("m.py,", "\"m.py\",")))
        .isEmpty();
  }

  @Test
  void wrongHashes() throws IOException {
    List<Finding> findings =
        check(
            new HandMadeWheel(),
            record ->
                record
                    .replaceFirst("m\\.py,sha256=....", "m.py,sha256=AAAA")
                    .replaceFirst("m\\.pyd,sha256=....", "m.pyd,sha256=AAAA"));
    one(findings, Level.ERROR, "2 files differ from RECORD: \"m.py\" and \"pkg/m.pyd\".");
    findings =
        check(
            new HandMadeWheel(),
            record -> record.replaceFirst("m\\.py,sha256=[^,]+", "m.py,sha256="));
    one(findings, Level.ERROR, "\"m.py\" differs from RECORD.");
  }

  @Test
  void filesThatAreNotBoth() throws IOException {
    one(
        check(new HandMadeWheel(), record -> record.replaceFirst("m\\.py,[^\n]+\n", "")),
        Level.ERROR,
        "\"m.py\" is not listed in RECORD");
    one(
        check(new HandMadeWheel(), record -> record + "gone.py,sha256=abc,1\n"),
        Level.ERROR,
        "\"gone.py\" is listed in RECORD, but not in the wheel");
  }

  @ParameterizedTest
  @CsvSource({"../evil.py", "/tmp/evil.py", "C:/evil.py", "a/../../evil.py"})
  void rowsThatLeaveTheFolder(String path) throws IOException {
    one(
        check(new HandMadeWheel(), record -> record + path + ",sha256=abc,1\n"),
        Level.ERROR,
        "\"" + path + "\" is listed in RECORD, and would lie outside of the wheel's folder");
  }

  @Test
  void otherSpellingsOfPaths() throws IOException {
    one(
        check(new HandMadeWheel(), record -> record.replace("pkg/m", "pkg\\m")),
        Level.WARNING,
        "\"pkg\\m.pyd\" is written with backslashes");
    assertThat(check(new HandMadeWheel(), record -> record.replace("pkg/m", "./pkg/m")))
        .extracting(Finding::message)
        .satisfiesExactly(
            missing -> assertThat(missing).contains("\"./pkg/m.pyd\" is listed in RECORD, but not"),
            unlisted -> assertThat(unlisted).contains("\"pkg/m.pyd\" is not listed"));
  }

  @ParameterizedTest
  @CsvSource({"MD5, md5", "SHA-1, sha1"})
  void weakHashes(String algorithm, String hashlib) throws IOException {
    HandMadeWheel made = new HandMadeWheel();
    String weak = made.record(algorithm, hashlib);
    one(check(made, _ -> weak), Level.WARNING, "4 files are hashed with MD5 or SHA-1");
    assertThat(check(made, _ -> weak.replaceFirst("m\\.py,([a-z0-9]+)=....", "m.py,$1=AAAA")))
        .extracting(Finding::level)
        .containsExactly(Level.ERROR, Level.WARNING);
  }

  @ParameterizedTest
  @CsvSource({
    "SHA-224, sha224",
    "SHA-384, sha384",
    "SHA-512, sha512",
    "SHA3-256, sha3_256",
    "SHA-256, SHA256"
  })
  void otherHashes(String algorithm, String hashlib) throws IOException {
    HandMadeWheel made = new HandMadeWheel();
    assertThat(check(made, _ -> made.record(algorithm, hashlib))).isEmpty();
  }

  @Test
  void hashesThatAreNone() throws IOException {
    one(
        check(new HandMadeWheel(), record -> record.replace("m.py,sha256=", "m.py,foo=")),
        Level.WARNING,
        "\"m.py\" has a hash in RECORD that is not known");
    one(
        check(new HandMadeWheel(), record -> record.replaceFirst("m\\.py,[^\n]+", "m.py,,")),
        Level.WARNING,
        "\"m.py\" has no hash in RECORD");
  }

  @Test
  void otherSpellingsOfHashes() throws IOException {
    byte[] hash = HandMadeWheel.hash("SHA-256", "x = 1\n".getBytes(StandardCharsets.UTF_8));
    for (String spelling :
        List.of(
            HexFormat.of().formatHex(hash),
            HexFormat.of().formatHex(hash).toUpperCase(Locale.ROOT),
            Base64.getUrlEncoder().encodeToString(hash),
            Base64.getEncoder().encodeToString(hash))) {
      one(
          check(
              new HandMadeWheel(),
              record -> record.replaceFirst("m\\.py,sha256=[^,]+", "m.py," + HASHED + spelling)),
          Level.WARNING,
          "\"m.py\" has the right hash in RECORD in a spelling");
    }
  }

  @Test
  void sizesAndRepetitions() throws IOException {
    one(
        check(new HandMadeWheel(), record -> record.replaceFirst(",6\n", ",7\n")),
        Level.WARNING,
        "\"m.py\" has another size than RECORD says");
    one(
        check(new HandMadeWheel(), record -> record + record.lines().findFirst().orElseThrow()),
        Level.WARNING,
        "\"m.py\" is listed in RECORD several times");
  }

  @ParameterizedTest
  @CsvSource({"x", "''", "'a,b,c,d'", "'\"open,sha256=abc,1'"})
  void rowsThatAreNone(String row) throws IOException {
    one(
        check(new HandMadeWheel(), record -> record + row + "\n"),
        Level.ERROR,
        "RECORD has rows without three fields, which uv or pip refuses: row 6");
  }

  @Test
  void recordsThatAreNoText() throws IOException {
    HandMadeWheel made = new HandMadeWheel();
    byte[] record = made.record("SHA-256", "sha256").getBytes(StandardCharsets.UTF_8);
    made.with(
            HandMadeWheel.INFO + "/RECORD",
            HandMadeZip.joined(record, new byte[] {(byte) 0xf6, ',', ',', '\n'}))
        .writeAsIs(wheel);
    assertThat(check())
        .extracting(Finding::message)
        .anyMatch(message -> message.contains("RECORD is not UTF-8"));
  }

  /** What cannot be read has its finding elsewhere, and what was not read is not judged. */
  @Test
  void judgesNothingUnread() throws IOException {
    new HandMadeWheel().write(wheel, record -> record.replaceAll("sha256=....", "sha256=AAAA"));
    try (WheelTree tree = WheelTree.open(wheel)) {
      RecordCheck check = RecordCheck.of(tree, Optional.of(HandMadeWheel.INFO));
      assertThat(check.findings()).isEmpty();
      check.stream("no such file");
      assertThat(check.findings()).isEmpty();
      check.stream("m.py");
      assertThat(check.findings()).hasSize(1);
    }
  }

  @Test
  void withoutRecordNothingIsChecked() throws IOException {
    new HandMadeWheel().writeAsIs(wheel);
    assertThat(check()).isEmpty();
    try (WheelTree tree = WheelTree.open(wheel)) {
      RecordCheck check = RecordCheck.of(tree, Optional.empty());
      check.stream("m.py");
      assertThat(check.findings()).isEmpty();
    }
  }
}
