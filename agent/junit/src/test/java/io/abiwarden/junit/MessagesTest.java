package io.abiwarden.junit;

import static io.abiwarden.junit.AbiwardenAssertions.assertThat;
import static io.abiwarden.junit.AbiwardenAssertions.catchThrowableOfType;
import static io.abiwarden.junit.TestFiles.fixture;
import static io.abiwarden.junit.TestFiles.need;
import static io.abiwarden.junit.TestFiles.platform;
import static io.abiwarden.junit.TestFiles.wheel;

import io.abiwarden.core.judge.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every failure message as it was read and found good. What differs between machines is left out of
 * the files: folders, micro versions, hashes, addresses, the ways to get an interpreter.
 */
class MessagesTest {

  /** The folder of sources to write what is said now into, where a message was changed. */
  private static final String WRITE = System.getProperty("abiwarden.messages.write", "");

  @TempDir private Path folder = Path.of("");

  @Test
  void unsafe() throws Exception {
    need("3.13t");
    Path file = fixture("multi_phase@abi3-3.13");
    golden("unsafe", () -> assertThat(file).on("3.13t").loads());
  }

  @Test
  void refused() throws Exception {
    need("3.13");
    Path file = fixture("multi_phase_refcounts@3.13t");
    golden("refused", () -> assertThat(file).byPath().on("3.13").loads());
  }

  @Test
  void exception() throws Exception {
    need("3.13");
    Path file = fixture("exec_raises@abi3-3.13");
    golden("exception", () -> assertThat(file).on("3.13").loads());
  }

  @Test
  void signal() throws Exception {
    need("3.13");
    Path file = fixture("init_segfaults@abi3-3.13");
    golden("signal", () -> assertThat(file).on("3.13").loads());
  }

  @Test
  void exit() throws Exception {
    need("3.13");
    Path file = fixture("init_exits_139@abi3-3.13");
    golden("exit", () -> assertThat(file).on("3.13").loads());
  }

  @Test
  void timeout() throws Exception {
    need("3.13");
    Path file = fixture("init_hangs@abi3-3.13");
    golden("timeout", () -> assertThat(file).timeout(Duration.ofSeconds(2)).on("3.13").loads());
  }

  @Test
  void loadsAndTurnsTheGilOn() throws Exception {
    need("3.13t");
    Path file = fixture("m_slots_null@3.13t");
    golden("loads-gil", () -> assertThat(file).on("3.13t").loads());
  }

  @Test
  void gilThatIsAlwaysOn() throws Exception {
    need("3.13");
    Path file = fixture("multi_phase@abi3-3.13");
    golden("gil-always-on", () -> assertThat(file).on("3.13").loads().keepsGilDisabled());
  }

  @Test
  void doesNotTurnTheGilOn() throws Exception {
    need("3.13t");
    Path file = fixture("multi_phase@3.13t");
    golden("keeps-gil-off", () -> assertThat(file).on("3.13t").turnsTheGilOn());
  }

  @Test
  void missingPackage() throws Exception {
    need("3.13");
    Path file = fixture("init_needs_an_absent_package@abi3-3.13");
    golden("missing-package", () -> assertThat(file).on("3.13").loads());
  }

  @Test
  void notInstallable() throws Exception {
    need("3.13t");
    Path wheel =
        wheel(
            folder,
            "spam-1.0-cp313-cp313-" + platform() + ".whl",
            "multi_phase.so",
            fixture("multi_phase@3.13t"));
    golden("not-installable", () -> assertThat(wheel).on("3.13t").loads());
  }

  @Test
  void ignoredByItsName() throws Exception {
    need("3.13");
    Path file = fixture("multi_phase@3.13t");
    golden("ignored", () -> assertThat(file).on("3.13").loads());
  }

  @Test
  void withoutExtensions() throws Exception {
    need("3.13");
    Path wheel = wheel(folder, "spam-1.0-py3-none-any.whl", Map.of("spam.py", new byte[] {'\n'}));
    golden("no-extensions", () -> assertThat(wheel).on("3.13").loads());
  }

  @Test
  void missingInterpreter() throws Exception {
    golden("missing-interpreter", () -> assertThat(folder.resolve("x.whl")).on("3.99t").loads());
  }

  @Test
  void noFile() throws Exception {
    need("3.13");
    golden("no-file", () -> assertThat(folder.resolve("x.whl")).on("3.13").loads());
    golden("no-file-audit", () -> assertThat(folder.resolve("x.whl")).keepsItsPromises());
  }

  @Test
  void notAWheel() throws Exception {
    need("3.13");
    Path wheel = Files.writeString(folder.resolve("spam-1.0-py3-none-any.whl"), "no zip\n");
    golden("not-a-wheel", () -> assertThat(wheel).on("3.13").loads());
  }

  @Test
  void brokenPromise() throws Exception {
    Path wheel =
        wheel(
            folder,
            "spam-1.0-cp313-abi3-" + platform() + ".whl",
            "multi_phase_full_api.abi3.so",
            fixture("multi_phase_full_api@3.13"));
    golden("broken-promise", () -> assertThat(wheel).keepsItsPromises());
  }

  @Test
  void stoppedByAnotherRule() throws Exception {
    need("3.13t");
    Path file = fixture("multi_phase@abi3-3.13");
    golden("stopped-otherwise", () -> assertThat(file).on("3.13t").isStoppedBy("AW206"));
  }

  @Test
  void notStopped() throws Exception {
    need("3.13");
    Path file = fixture("multi_phase@abi3-3.13");
    golden("not-stopped", () -> assertThat(file).on("3.13").isStoppedBy("AW201"));
  }

  @Test
  void subinterpreters() throws Exception {
    need("3.13");
    Path file = fixture("single_phase@abi3-3.13");
    golden("subinterpreters", () -> assertThat(file).on("3.13").loads().supportsSubinterpreters());
  }

  @Test
  void statement() throws Exception {
    need("3.13");
    Path file = fixture("multi_phase@abi3-3.13");
    golden("statement", () -> assertThat(file).on("3.13").runs("1 / 0"));
  }

  @Test
  void severalInterpreters() throws Exception {
    need("3.13", "3.13t", "embedded");
    Path file = fixture("multi_phase@3.13t");
    golden("several", () -> assertThat(file).byPath().on("3.13", "3.13t", "embedded").loads());
  }

  @Test
  void anotherVerdictUnderADescription() throws Exception {
    need("3.13");
    Path file = fixture("exec_raises@abi3-3.13");
    golden(
        "described", () -> assertThat(file).as("our wheel").on("3.13").hasVerdict(Verdict.REFUSED));
  }

  private void golden(String name, ThrowingCallable assertion) throws IOException {
    AssertionError failure = catchThrowableOfType(AssertionError.class, assertion);
    assertThat(failure).as(name).isNotNull();
    String said = normalized(String.valueOf(failure.getMessage()));
    if (!WRITE.isEmpty()) {
      Files.writeString(
          Files.createDirectories(Path.of(WRITE)).resolve(name + ".txt"), said + "\n");
    }
    assertThat(said + "\n").isEqualTo(text(name));
    assertThat(failure.getStackTrace()[0].getClassName())
        .as("where it points")
        .isEqualTo(MessagesTest.class.getName());
    assertThat(said.lines().findFirst()).as("a sentence").isNotEqualTo(Optional.of(""));
  }

  private String normalized(String message) {
    return message
        .replace(platform(), "PLATFORM")
        .replaceAll("(?m)(?<=^|[ (])/[^ ]*/(?=[^ /]+)", "/.../")
        .replaceAll("\\(sha256 [0-9a-f]+\\.\\.\\.\\)", "(sha256 ...)")
        .replaceAll("\\+0x[0-9a-f]+", "+0x...")
        .replaceAll("\\b(3\\.\\d+)\\.\\d+((?:a|b|rc)\\d+)?(?=t?\\b)", "$1.N")
        .replaceAll("\\(have [^)]*\\): .*", "(have ...): ...")
        .replace(System.getProperty("os.arch", "").equals("amd64") ? "x86_64" : "aarch64", "ARCH");
  }

  private static String text(String name) throws IOException {
    try (InputStream stream = MessagesTest.class.getResourceAsStream("messages/" + name + ".txt")) {
      return stream == null
          ? "there is no file " + name + ".txt"
          : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
