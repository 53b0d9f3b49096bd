package io.abiwarden.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.abiwarden.core.judge.Rule;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that mean no good: each is refused or read, and never anything else happens. */
class WheelTreeTest {

  private Path wheel = Path.of("");

  @BeforeEach
  void choosePlace(@TempDir Path folder) {
    wheel = folder.resolve("m-1-cp314-cp314-linux_x86_64.whl");
  }

  private void refusedBy(Rule rule, String... message) {
    assertThatThrownBy(() -> WheelTree.open(wheel))
        .isInstanceOfSatisfying(
            MalformedWheelException.class, e -> assertThat(e.rule()).isEqualTo(rule))
        .message()
        .contains(message);
  }

  @Test
  void readsAWheel() throws Exception {
    new HandMadeZip()
        .file("pkg/", "")
        .file("pkg/b.so", "bb")
        .file("a.so", "a")
        .file("föö.py", "")
        .write(wheel);
    try (WheelTree tree = WheelTree.open(wheel)) {
      assertThat(tree.files()).containsExactly("a.so", "föö.py", "pkg/b.so");
      assertThat(tree.has("a.so")).isTrue();
      assertThat(tree.has("pkg/")).isFalse();
      assertThat(tree.has("c.so")).isFalse();
      assertThat(StandardCharsets.UTF_8.decode(tree.read("pkg/b.so")).toString()).isEqualTo("bb");
      assertThatThrownBy(() -> tree.read("c.so"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("c.so");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../m.so",
        "a/../../m.so",
        "a/..",
        "..",
        ".",
        "./m.so",
        "a/./m.so",
        "/m.so",
        "//m.so",
        "a//m.so",
        "a\\m.so",
        "..\\m.so",
        "C:\\m.so",
        "m\0.so",
      })
  void refusesNamesThatLeaveTheFolder(String name) throws IOException {
    new HandMadeZip().file("good.so", "good").file(name, "bad").write(wheel);
    refusedBy(Rule.AW504, "would leave the wheel's folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"...", "a..b.so", "..m.so", "a/.hidden", "a b.so", "m\n.so", "~/m.so"})
  void oddNamesInsideAreFine(String name) throws Exception {
    new HandMadeZip().file(name, "x").write(wheel);
    try (WheelTree tree = WheelTree.open(wheel)) {
      assertThat(tree.files()).containsExactly(name);
    }
  }

  @Test
  void refusesWhatIsThereTwice() throws IOException {
    new HandMadeZip().file("m.so", "good").file("m.so", "other").write(wheel);
    refusedBy(Rule.AW504, "\"m.so\" is there twice");
  }

  @Test
  void refusesTooManyEntries() throws IOException {
    try (ZipOutputStream out =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(wheel)))) {
      out.setMethod(ZipOutputStream.STORED);
      for (int i = 0; i <= Limits.ENTRIES; i++) {
        ZipEntry entry = new ZipEntry(Integer.toString(i));
        entry.setSize(0);
        entry.setCrc(new CRC32().getValue());
        out.putNextEntry(entry);
      }
    }
    refusedBy(Rule.AW503, "more than " + Limits.ENTRIES + " entries");
  }

  @Test
  void refusesWhatWouldFillADisk() throws IOException {
    HandMadeZip zip = new HandMadeZip();
    for (int i = 0; i < 5; i++) {
      zip.sized("m" + i, "", 0xfffffffeL);
    }
    zip.write(wheel);
    refusedBy(Rule.AW503, "unpacks to more than");
  }

  @Test
  void encryptedAndUnknownMethodsAreErrorsOfReading() throws IOException {
    new HandMadeZip().encrypted("m.so", "secret").write(wheel);
    readsNothing();
    for (int method : new int[] {1, 9, 12, 14, 93, 98, 0xffff}) {
      new HandMadeZip().method("m.so", method, "compressed").write(wheel);
      readsNothing();
    }
    new HandMadeZip().method("m.so", 8, "not deflated at all").write(wheel);
    readsNothing();
  }

  private void readsNothing() {
    assertThatThrownBy(
            () -> {
              try (WheelTree tree = WheelTree.open(wheel)) {
                tree.read("m.so");
              }
            })
        .isInstanceOf(IOException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void namesThatAreNoTextAreErrors() throws IOException {
    new HandMadeZip().named(new byte[] {'a', (byte) 0xff, (byte) 0xfe}).write(wheel);
    assertThatThrownBy(() -> WheelTree.open(wheel)).isInstanceOf(IOException.class);
  }

  /** Cut anywhere, or with any byte changed, it is a wheel or an error, and nothing else. */
  @Test
  void damageIsAnErrorOrHarmless() throws IOException {
    byte[] good = new HandMadeZip().file("m.so", "content").file("n.so", "more").bytes();
    for (int size = 0; size < good.length; size++) {
      Files.write(wheel, Arrays.copyOf(good, size));
      assertThatThrownBy(() -> WheelTree.open(wheel).close()).isInstanceOf(IOException.class);
    }
    int opened = 0;
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) 0xff;
      Files.write(wheel, bad);
      opened += readAll() ? 1 : 0;
    }
    assertThat(opened).isBetween(1, good.length - 1);
  }

  private boolean readAll() {
    try (WheelTree tree = WheelTree.open(wheel)) {
      for (String file : tree.files()) {
        tree.read(file);
      }
      return true;
    } catch (IOException | MalformedWheelException e) {
      return false;
    }
  }
}
