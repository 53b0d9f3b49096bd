package io.abiwarden.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.abiwarden.core.artifact.HandMadeZip.Entry;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Archives that mean no good: each gets its finding, and the healthy file beside the bad one is
 * read all the same.
 */
class WheelTreeTest {

  private static final String LINUX = "m-1-cp314-cp314-linux_x86_64.whl";
  private static final String GOOD = "good.so";

  private Path folder = Path.of("");
  private Path wheel = Path.of("");

  @BeforeEach
  void choosePlace(@TempDir Path temporary) {
    folder = temporary;
    wheel = temporary.resolve(LINUX);
  }

  /** An archive with a healthy file, and something else. */
  private static HandMadeZip zip(Entry... others) {
    HandMadeZip zip = new HandMadeZip().file(GOOD, "good");
    for (Entry other : others) {
      zip.add(other);
    }
    return zip;
  }

  /** Reads everything, and expects the one finding and the healthy file. */
  private Finding only(Rule rule, Level level, String message) throws IOException {
    try (WheelTree tree = WheelTree.open(wheel)) {
      for (String file : tree.files()) {
        readOrNot(tree, file);
      }
      assertThat(tree.findings()).hasSize(1);
      Finding finding = tree.findings().getFirst();
      assertThat(finding.rule()).isEqualTo(rule);
      assertThat(finding.level()).isEqualTo(level);
      assertThat(finding.message())
          .startsWith(String.valueOf(wheel.getFileName()))
          .contains(message)
          .doesNotContain("\n");
      assertThat(finding.help()).isNotBlank();
      assertThat(text(tree, GOOD)).isEqualTo("good");
      return finding;
    }
  }

  /** Whole and through the small buffer, which have to agree. */
  private static boolean readOrNot(WheelTree tree, String file) {
    CRC32 streamed = new CRC32();
    boolean fine;
    try {
      tree.stream(file, streamed::update);
      fine = true;
    } catch (IOException e) {
      assertThat(e.getMessage()).contains(file).doesNotContain("null");
      fine = false;
    }
    try {
      CRC32 whole = new CRC32();
      whole.update(tree.read(file));
      assertThat(fine).isTrue();
      assertThat(whole.getValue()).isEqualTo(streamed.getValue());
    } catch (IOException e) {
      assertThat(fine).as(String.valueOf(e.getMessage())).isFalse();
    }
    return fine;
  }

  private static String text(FileTree tree, String path) throws IOException {
    return StandardCharsets.UTF_8.decode(tree.read(path)).toString();
  }

  private void unread(String file) throws IOException {
    try (WheelTree tree = WheelTree.open(wheel)) {
      assertThat(tree.has(file)).isTrue();
      assertThatThrownBy(() -> tree.read(file)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> tree.stream(file, _ -> {})).isInstanceOf(IOException.class);
    }
  }

  @Test
  void readsAWheel() throws Exception {
    byte[] large = new byte[300_000];
    new Random(1).nextBytes(large);
    new HandMadeZip()
        .file("pkg/", "")
        .file("pkg/b.so", "bb")
        .file("a.so", "a")
        .file("föö.py", "")
        .file("stored.so", large)
        .add(HandMadeZip.deflated("packed.so", large))
        .add(HandMadeZip.deflated("zeros.so", new byte[5_000_000]))
        .add(HandMadeZip.deflated("empty.py", new byte[0]))
        .write(wheel);
    try (WheelTree tree = WheelTree.open(wheel)) {
      assertThat(tree.files())
          .containsExactly(
              "a.so", "empty.py", "föö.py", "packed.so", "pkg/b.so", "stored.so", "zeros.so");
      assertThat(tree.has("a.so")).isTrue();
      assertThat(tree.has("pkg/")).isFalse();
      assertThat(tree.has("c.so")).isFalse();
      assertThat(text(tree, "pkg/b.so")).isEqualTo("bb");
      assertThat(tree.read("stored.so")).isEqualTo(ByteBuffer.wrap(large));
      assertThat(tree.read("packed.so")).isEqualTo(ByteBuffer.wrap(large));
      for (String file : tree.files()) {
        assertThat(readOrNot(tree, file)).as(file).isTrue();
      }
      assertThat(tree.findings()).isEmpty();
      assertThatThrownBy(() -> tree.read("c.so"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("c.so");
      assertThatThrownBy(() -> tree.read("stored.so", 1000)).hasMessageContaining("1000 bytes");
    }
  }

  /** As the JDK writes it, with sizes behind the data. */
  @Test
  void readsWhatOthersWrite() throws Exception {
    try (ZipOutputStream out =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(wheel)))) {
      out.setComment("a comment is no harm");
      for (int i = 0; i < 5000; i++) {
        out.putNextEntry(new ZipEntry("pkg/" + i % 7 + "/file" + i + ".py"));
        out.write(("x = " + i + "\n").repeat(i % 100).getBytes(StandardCharsets.UTF_8));
      }
    }
    try (WheelTree tree = WheelTree.open(wheel)) {
      assertThat(tree.files()).hasSize(5000);
      assertThat(text(tree, "pkg/1/file15.py")).isEqualTo("x = 15\n".repeat(15));
      for (String file : tree.files()) {
        assertThat(readOrNot(tree, file)).as(file).isTrue();
      }
      assertThat(tree.findings()).isEmpty();
    }
  }

  @Test
  void threadsReadAtTheSameTime() throws Exception {
    HandMadeZip zip = zip();
    Random random = new Random(2);
    for (int i = 0; i < 50; i++) {
      byte[] content = new byte[random.nextInt(200_000)];
      random.nextBytes(content);
      zip.add(HandMadeZip.deflated("m" + i + ".so", content));
    }
    zip.write(wheel);
    try (WheelTree tree = WheelTree.open(wheel);
        ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Future<Boolean>> all =
          tree.files().stream().map(file -> pool.submit(() -> readOrNot(tree, file))).toList();
      for (Future<Boolean> one : all) {
        assertThat(one.get()).isTrue();
      }
      assertThat(tree.findings()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../m.so",
        "a/../../m.so",
        "a/..",
        "..",
        "../",
        ".",
        "./m.so",
        "a/./m.so",
        "/m.so",
        "//m.so",
        "a//m.so",
        "a\\m.so",
        "..\\m.so",
        "C:\\m.so",
        "C:m.so",
        "c:/m.so",
        "m\0.so",
        ""
      })
  void leavesOutNamesThatLeaveTheFolder(String name) throws IOException {
    zip(HandMadeZip.entry(name, "bad")).write(wheel);
    only(Rule.AW504, Level.ERROR, "would leave the wheel's folder");
    try (WheelTree tree = WheelTree.open(wheel)) {
      assertThat(tree.files()).containsExactly(GOOD);
      assertThat(tree.has(name)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"...", "a..b.so", "..m.so", "a/.hidden", "a b.so", "m\n.so", "~/m.so"})
  void oddNamesInsideAreFine(String name) throws Exception {
    new HandMadeZip().file(name, "x").write(wheel);
    try (WheelTree tree = WheelTree.open(wheel)) {
      assertThat(tree.files()).containsExactly(name);
      assertThat(tree.findings()).isEmpty();
    }
  }

  @Test
  void namesInMessagesAreTame() throws IOException {
    zip(
            HandMadeZip.entry("../\u001b[31m\n\u202e.so", ""),
            HandMadeZip.entry("../a" + "b".repeat(3000), ""))
        .write(wheel);
    String message = only(Rule.AW504, Level.ERROR, "2 entries would leave").message();
    assertThat(message).hasSizeLessThan(400).contains("../?[31m??.so").contains("bbb…");
  }

  @Test
  void takesTheLastOfWhatIsThereTwice() throws IOException {
    zip(HandMadeZip.entry("m.so", "first"), HandMadeZip.entry("m.so", "last")).write(wheel);
    only(Rule.AW504, Level.ERROR, "entry \"m.so\" is there twice");
    try (WheelTree tree = WheelTree.open(wheel)) {
      assertThat(text(tree, "m.so")).isEqualTo("last");
    }
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    zip(HandMadeZip.entry("m", "file"), HandMadeZip.entry("m/n.so", "inside")).write(wheel);
    only(Rule.AW504, Level.ERROR, "entry \"m\" is a file and a folder at once");
    zip(HandMadeZip.entry("m/", "content")).write(wheel);
    only(Rule.AW502, Level.WARNING, "entry \"m/\" is a folder, yet has data");
  }

  /** One is as long as the other in small letters, the other one is composed differently. */
  @Test
  void spellingsMatterWhereSystemsDoNotTellThemApart() throws IOException {
    HandMadeZip zip =
        zip(
            HandMadeZip.entry("M.py", ""),
            HandMadeZip.entry("m.py", ""),
            HandMadeZip.entry("f\u00f6.py", ""),
            HandMadeZip.entry("fo\u0308.py", ""));
    zip.write(wheel);
    try (WheelTree tree = WheelTree.open(wheel)) {
      assertThat(tree.findings()).isEmpty();
      assertThat(tree.files()).hasSize(5);
    }
    wheel = folder.resolve("m-1-py3-none-any.whl");
    zip.write(wheel);
    only(Rule.AW504, Level.WARNING, "2 entries are there in other spellings too");
  }

  @Test
  void linksAreNone() throws IOException {
    Entry link = HandMadeZip.entry("m.so", GOOD);
    link.mode = 0120777;
    zip(link).write(wheel);
    only(Rule.AW502, Level.WARNING, "entry \"m.so\" is a symbolic link");
    Entry device = HandMadeZip.entry("m.so", "");
    device.mode = 0020600;
    zip(device).write(wheel);
    only(Rule.AW502, Level.WARNING, "entry \"m.so\" is a symbolic link or a device");
    Entry plain = HandMadeZip.entry("m.so", "");
    plain.mode = 0100755;
    zip(plain).write(wheel);
    try (WheelTree tree = WheelTree.open(wheel)) {
      assertThat(tree.findings()).isEmpty();
    }
  }

  @Test
  void readsTheFirstOfTooManyEntries() throws IOException {
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
    try (WheelTree tree = WheelTree.open(wheel)) {
      assertThat(tree.findings()).extracting(Finding::rule).containsExactly(Rule.AW503);
      assertThat(tree.findings().getFirst().message())
          .contains("more than " + Limits.ENTRIES + " entries");
      assertThat(tree.files()).hasSize(Limits.ENTRIES);
    }
  }

  @Test
  void leavesOutEndlessNames() throws IOException {
    zip(HandMadeZip.entry("a/".repeat(Limits.NAME / 2) + "m.so", "")).write(wheel);
    only(Rule.AW503, Level.ERROR, "has a name of more than 4096 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "9, Deflate64",
    "12, bzip2",
    "14, LZMA",
    "93, Zstandard",
    "95, XZ",
    "98, PPMd",
    "1, method 1",
    "65535, method 65535"
  })
  void namesUnknownMethods(int method, String said) throws IOException {
    Entry entry = HandMadeZip.entry("m.so", "compressed");
    entry.method = method;
    zip(entry).write(wheel);
    only(Rule.AW502, Level.ERROR, "\"m.so (" + said + ")\" is not packed with Deflate");
    unread("m.so");
    try (WheelTree tree = WheelTree.open(wheel)) {
      assertThatThrownBy(() -> tree.read("m.so")).hasMessageContaining(said);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1 << 6, 1 << 13})
  void readsNothingThatIsEncrypted(int flag) throws IOException {
    Entry entry = HandMadeZip.entry("m.so", "secret");
    entry.flags |= flag;
    zip(entry).write(wheel);
    only(Rule.AW502, Level.ERROR, "entry \"m.so\" is encrypted");
    unread("m.so");
  }

  @Test
  void tellsDamage() throws IOException {
    Entry crc = HandMadeZip.entry("m.so", "content");
    crc.crc ^= 1;
    zip(crc).write(wheel);
    only(Rule.AW502, Level.ERROR, "entry \"m.so\" is damaged: its CRC-32");
    unread("m.so");

    Entry junk = HandMadeZip.entry("m.so", "not deflated at all");
    junk.method = 8;
    zip(junk).write(wheel);
    only(Rule.AW502, Level.ERROR, "entry \"m.so\" is damaged: its data cannot be unpacked");

    Entry cut =
        HandMadeZip.deflated("m.so", "some content, long enough".getBytes(StandardCharsets.UTF_8));
    cut.data = Arrays.copyOf(cut.data, cut.data.length - 3);
    cut.compressed = cut.data.length;
    zip(cut).write(wheel);
    only(Rule.AW502, Level.ERROR, "entry \"m.so\" is damaged");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 6, 8, 1000, 7_000_000_000L})
  void sizesThatAreLies(long size) throws IOException {
    Entry packed = HandMadeZip.deflated("m.so", "content".getBytes(StandardCharsets.UTF_8));
    packed.size = size;
    zip(packed).write(wheel);
    only(Rule.AW502, Level.ERROR, "entry \"m.so\" does not have the size that the archive says");
    unread("m.so");
    Entry stored = HandMadeZip.entry("m.so", "content");
    stored.size = size;
    zip(stored).write(wheel);
    only(Rule.AW502, Level.ERROR, "entry \"m.so\" does not have the size that the archive says");
  }

  /** Four gigabytes of zeros in four megabytes: said to be so, or not said. */
  @Test
  void readsNoBombs() throws IOException {
    Entry honest = HandMadeZip.entry("bomb.bin", "");
    honest.method = 8;
    honest.data = new byte[400_000];
    honest.compressed = honest.data.length;
    honest.size = 300L << 20;
    zip(honest).write(wheel);
    only(
        Rule.AW503, Level.ERROR, "entry \"bomb.bin\" would unpack to more than 200 times its size");
    unread("bomb.bin");
    Entry liar = HandMadeZip.deflated("bomb.bin", new byte[50_000_000]);
    liar.size = 1000;
    zip(liar).write(wheel);
    only(Rule.AW502, Level.ERROR, "does not have the size");
    unread("bomb.bin");
  }

  /** Each below the limit for one. */
  @Test
  void readsNoManyLittleBombs() throws IOException {
    HandMadeZip zip = zip();
    byte[] zeros = new byte[40_000_000];
    for (int i = 0; i < 20; i++) {
      zip.add(HandMadeZip.deflated("m" + i, zeros));
    }
    zip.write(wheel);
    only(Rule.AW503, Level.ERROR, "are not read, as the wheel would unpack to too much");
  }

  @Test
  void readsNothingTwice() throws IOException {
    Entry kernel = HandMadeZip.deflated("kernel", new byte[1_000_000]);
    HandMadeZip zip = zip(kernel);
    for (int i = 0; i < 10; i++) {
      Entry again = HandMadeZip.deflated("again" + i, new byte[1_000_000]);
      again.at = kernel.at;
      zip.add(again);
    }
    zip.write(wheel);
    only(Rule.AW502, Level.ERROR, "10 entries share their bytes with other entries");
    unread("again3");
  }

  /** An entry around others, whose headers are part of its data. */
  @Test
  void readsNothingQuoted() throws IOException {
    HandMadeZip inner = new HandMadeZip().file("inner.so", "inner");
    byte[] quoted = inner.bytes();
    Entry outer = HandMadeZip.entry("outer.so", "");
    outer.data = quoted;
    outer.compressed = quoted.length;
    outer.size = quoted.length;
    CRC32 crc = new CRC32();
    crc.update(quoted);
    outer.crc = (int) crc.getValue();
    HandMadeZip zip = zip(outer);
    Entry hidden = HandMadeZip.entry("inner.so", "inner");
    hidden.at = outer.at + 30 + outer.localName.length;
    zip.add(hidden).write(wheel);
    only(Rule.AW502, Level.ERROR, "entry \"inner.so\" shares its bytes with another entry");
    unread("inner.so");
  }

  @Test
  void dataOutsideOfTheFile() throws IOException {
    for (long at : new long[] {1_000_000, 0xfffffff0L}) {
      Entry entry = HandMadeZip.entry("m.so", "content");
      entry.at = at;
      zip(entry).write(wheel);
      only(Rule.AW502, Level.ERROR, "entry \"m.so\" has its data outside of the file");
      unread("m.so");
    }
    Entry large = HandMadeZip.entry("m.so", "content");
    large.compressed = 1_000_000;
    zip(large).write(wheel);
    only(Rule.AW502, Level.ERROR, "has its data outside of the file");
  }

  @Test
  void namesBesideTheData() throws IOException {
    Entry entry = HandMadeZip.entry("m.so", "content");
    entry.localName = "n.so".getBytes(StandardCharsets.UTF_8);
    zip(entry).write(wheel);
    only(Rule.AW502, Level.ERROR, "entry \"m.so\" has another name beside its data");
    unread("m.so");
    entry = HandMadeZip.entry("m.so", "content");
    entry.localMethod = 8;
    zip(entry).write(wheel);
    only(Rule.AW502, Level.ERROR, "entry \"m.so\" is described otherwise beside its data");
    try (WheelTree tree = WheelTree.open(wheel)) {
      assertThat(text(tree, "m.so")).isEqualTo("content");
    }
  }

  @Test
  void namesInExtraFields() throws IOException {
    Entry entry = HandMadeZip.entry("m.so", "content");
    CRC32 crc = new CRC32();
    crc.update(entry.name);
    entry.extra =
        ByteBuffer.allocate(13)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) 0x7075)
            .putShort((short) 9)
            .put((byte) 1)
            .putInt((int) crc.getValue())
            .put("n.so".getBytes(StandardCharsets.UTF_8))
            .array();
    zip(entry).write(wheel);
    only(Rule.AW502, Level.ERROR, "entry \"m.so\" has another name beside its data");
  }

  @Test
  void extraFieldsThatEndTooEarly() throws IOException {
    Entry entry = HandMadeZip.entry("m.so", "content");
    entry.extra = new byte[] {0x55, 0x54, 0x7f, 0x00, 1};
    zip(entry).write(wheel);
    only(Rule.AW502, Level.WARNING, "entry \"m.so\" has extra fields that end too early");
  }

  @Test
  void namesThatAreNoText() throws IOException {
    Entry entry = HandMadeZip.entry("", "content");
    entry.name = new byte[] {'a', (byte) 0xff, (byte) 0xfe};
    zip(entry).write(wheel);
    only(Rule.AW502, Level.ERROR, "has a name that is not UTF-8");
    Entry unmarked = HandMadeZip.entry("föö.py", "content");
    unmarked.flags = 0;
    zip(unmarked).write(wheel);
    only(Rule.AW502, Level.ERROR, "entry \"föö.py\" has a name that is not ASCII and not marked");
    try (WheelTree tree = WheelTree.open(wheel)) {
      assertThat(text(tree, "föö.py")).isEqualTo("content");
    }
  }

  @Test
  void readsZip64() throws IOException {
    Entry entry = HandMadeZip.entry("m.so", "content");
    long at = 30L + GOOD.length() + "good".length();
    entry.extra =
        ByteBuffer.allocate(28)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) 1)
            .putShort((short) 24)
            .putLong(7)
            .putLong(7)
            .putLong(at)
            .array();
    HandMadeZip zip = zip(entry);
    entry.size = 0xffffffffL;
    entry.compressed = 0xffffffffL;
    entry.at = 0xffffffffL;
    Files.write(wheel, zip.wide(2));
    try (WheelTree tree = WheelTree.open(wheel)) {
      assertThat(text(tree, "m.so")).isEqualTo("content");
      assertThat(text(tree, GOOD)).isEqualTo("good");
      assertThat(tree.findings()).isEmpty();
    }
    Files.write(wheel, zip.wide(3));
    only(Rule.AW502, Level.ERROR, "its end record counts 3 entries, and the directory has 2");
  }

  @Test
  void whatStandsAround() throws IOException {
    byte[] bytes = zip().bytes();
    Files.write(wheel, HandMadeZip.joined("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8), bytes));
    only(Rule.AW502, Level.ERROR, "10 bytes stand before the archive");
    Files.write(wheel, HandMadeZip.joined(bytes, new byte[5]));
    only(Rule.AW502, Level.ERROR, "5 bytes follow its end");
    Files.write(wheel, zip().bytes("a comment".getBytes(StandardCharsets.UTF_8)));
    try (WheelTree tree = WheelTree.open(wheel)) {
      assertThat(tree.findings()).isEmpty();
    }
    byte[] commented = zip().bytes("a comment".getBytes(StandardCharsets.UTF_8));
    Files.write(wheel, Arrays.copyOf(commented, commented.length - 3));
    only(Rule.AW502, Level.ERROR, "its comment is cut off");
  }

  /** The comment of one end record is another archive's. */
  @Test
  void twoEnds() throws IOException {
    byte[] second = zip().bytes();
    byte[] first = new HandMadeZip().file("other.so", "other").bytes(second);
    Files.write(wheel, first);
    try (WheelTree tree = WheelTree.open(wheel)) {
      assertThat(tree.files()).containsExactly(GOOD);
      assertThat(text(tree, GOOD)).isEqualTo("good");
      assertThat(tree.findings())
          .extracting(Finding::message)
          .anyMatch(message -> message.contains("two end records"))
          .anyMatch(message -> message.contains("stand before the archive"));
    }
  }

  @Test
  void directoriesThatBreakOff() throws IOException {
    byte[] bytes = zip(HandMadeZip.entry("m.so", "content")).bytes();
    int second = bytes.length - 22 - 46 - 4;
    bytes[second] = 0;
    Files.write(wheel, bytes);
    only(Rule.AW502, Level.ERROR, "its directory breaks off after 1 entries");
  }

  @ParameterizedTest
  @CsvSource({
    "'', it has only 0 bytes",
    "PK, it has only 2 bytes",
    "this is a text and not an archive, it has no end record"
  })
  void whatIsNoArchive(String content, String said) throws IOException {
    Files.writeString(wheel, content);
    try (WheelTree tree = WheelTree.open(wheel)) {
      assertThat(tree.files()).isEmpty();
      assertThat(tree.findings()).hasSize(1);
      assertThat(tree.findings().getFirst().rule()).isEqualTo(Rule.AW502);
      assertThat(tree.findings().getFirst().message()).contains(LINUX).contains(said);
    }
  }

  /** Cut anywhere, or with any byte changed, it says so or it is harmless, and nothing else. */
  @Test
  void damageIsFoundOrHarmless() throws IOException {
    byte[] good =
        new HandMadeZip()
            .file("m.so", "content")
            .add(
                HandMadeZip.deflated(
                    "n.so", "more and more and more".getBytes(StandardCharsets.UTF_8)))
            .bytes();
    for (int size = 0; size < good.length; size++) {
      Files.write(wheel, Arrays.copyOf(good, size));
      assertThat(allFine()).as("cut to %d", size).isFalse();
    }
    int fine = 0;
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) 0xff;
      Files.write(wheel, bad);
      fine += allFine() ? 1 : 0;
    }
    assertThat(fine).isBetween(1, good.length / 2);
  }

  private boolean allFine() throws IOException {
    try (WheelTree tree = WheelTree.open(wheel)) {
      for (String file : tree.files()) {
        readOrNot(tree, file);
      }
      return tree.findings().isEmpty();
    }
  }
}
