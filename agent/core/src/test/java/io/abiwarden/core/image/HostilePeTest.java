package io.abiwarden.core.image;

import static io.abiwarden.core.image.PeBuilder.CODE;
import static io.abiwarden.core.image.PeBuilder.DATA;
import static io.abiwarden.core.image.PeBuilder.PE_HEADER;
import static io.abiwarden.core.image.PeBuilder.SECTION_TABLE;
import static io.abiwarden.core.image.PeBuilder.X86;
import static io.abiwarden.core.image.PeBuilder.X86_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.abiwarden.core.definition.DefinitionFinder;
import io.abiwarden.core.definition.DefinitionReader;
import io.abiwarden.core.definition.SlotReader;
import io.abiwarden.core.evidence.EvidenceReader;
import io.abiwarden.core.memory.Word;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DLLs that lie: the reader answers or says one line, within bounds, and nothing else. */
@Timeout(300)
class HostilePeTest {

  private static final int OPTIONAL = PE_HEADER + 24;
  private static final int[] EXTREMES = {
    0, 1, 3, 8, 40, 0xfff, 0x1000, DATA, DATA + 4, 0x7fff_ffff, 0x8000_0000, -1, -8, -4096
  };

  private static byte[] sample(int machine) {
    PeBuilder builder = new PeBuilder(machine).text(0x2000, "sample");
    int word = builder.need("python312.dll", "PyModuleDef_Init");
    builder.need("python312.dll", "_Py_Dealloc");
    builder.need("WS2_32.dll", 3);
    builder.needLater("SHELL32.dll", "ShellExecuteW");
    boolean wide = machine != X86;
    int pointer = wide ? 8 : 4;
    builder
        .number(DATA, 1)
        .pointer(DATA + 5 * pointer, 0x2000)
        .pointer(DATA + 9 * pointer, DATA + 0x200)
        .word(DATA + 0x200, 2)
        .pointer(DATA + 0x200 + pointer, CODE)
        // lea rcx, [rip + data]; jmp [rip + word]
        .bytes(CODE, (byte) 0x48, (byte) 0x8d, (byte) 0x0d)
        .number(CODE + 3, DATA - CODE - 7)
        .bytes(CODE + 7, (byte) 0xff, (byte) 0x25)
        .number(CODE + 9, word - CODE - 13)
        .export("PyInit_sample", CODE)
        .forward("PyInit_other", "other.PyInit_other");
    return builder.build();
  }

  private static boolean survives(byte[] file) {
    try {
      use(ImageReader.read(file), file);
      return true;
    } catch (ImageFormatException e) {
      assertThat(e.getMessage()).isNotBlank().hasLineCount(1);
      return false;
    }
  }

  private static void use(Image image, byte[] file) {
    for (Image.Relocation relocation : image.relocations()) {
      assertThat(image.memory().word(relocation.address())).isEqualTo(relocation.target());
    }
    DefinitionFinder.find(image);
    EvidenceReader.read(image, ByteBuffer.wrap(file));
    for (ExportedSymbol export : image.exports()) {
      SlotReader.legacy(image.memory(), export.address());
      SlotReader.pySlots(image.memory(), export.address());
      DefinitionReader.read(image.memory(), export.address());
    }
    for (int address : EXTREMES) {
      image.stubTarget(address);
      image.memory().read(address, 65_536);
      image.memory().word(0x1_8000_0000L + address);
    }
  }

  @Test
  void theSampleItselfIsRead() throws Exception {
    Image image = ImageReader.read(sample(X86_64));
    assertThat(DefinitionFinder.find(image)).hasSize(1);
    assertThat(image.entries()).hasSize(2);
    assertThat(image.needs()).hasSize(4);
    assertThat(survives(sample(X86))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {X86, X86_64})
  void endsAnywhere(int machine) {
    byte[] whole = sample(machine);
    int refused = 0;
    for (int end = 0; end < whole.length; end += end < 0x600 ? 1 : 61) {
      refused += survives(Arrays.copyOf(whole, end)) ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(2000);
  }

  @ParameterizedTest
  @ValueSource(ints = {X86, X86_64, PeBuilder.ARM64})
  void survivesFlippedBytes(int machine) {
    byte[] original = sample(machine);
    List<Integer> interesting = new ArrayList<>();
    for (int i = 0; i < original.length; i++) {
      if (original[i] != 0) {
        interesting.add(i);
      }
    }
    Random random = new Random(machine);
    int rounds = 2000;
    int read = 0;
    for (int round = 0; round < rounds; round++) {
      byte[] file = original.clone();
      ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        int at = interesting.get(random.nextInt(interesting.size()));
        if (random.nextInt(3) == 0) {
          words.putInt(Math.min(at & ~3, file.length - 4), EXTREMES[random.nextInt(14)]);
        } else {
          file[at] = (byte) random.nextInt();
        }
      }
      read += survives(file) ? 1 : 0;
    }
    // Neither all refused nor all read: the flips reach what matters.
    assertThat(read).isBetween(rounds / 20, rounds - rounds / 20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Where in the file, what number to put there.
        "0x3c  | 0x7fffffff | PE header: bytes 0x7fffffff to",
        "0x3c  | 0          | a DOS or 16-bit Windows file: no PE header at 0x0",
        "0x96  | 0x00f00002 | a PE file, but a program (.exe), not a DLL",
        "0x98  | 0x107      | PE optional header: 0x107, neither PE32 nor PE32+",
        "0x86  | 0          | no section: nothing to map",
        "0x86  | 0xffff     | section ", // that many do not fit
        "0x208 | 0x5000     | section 0 at 0x1000 overlaps the next one",
        "0x214 | 0x7ffffff0 | section 0: bytes 0x7ffffff0 to",
        "0xb4  | 0xffffffff | sections: the segment at address", // the preferred base
        "0x110 | 0x00f00000 | import directory at RVA 0xf00000: the file has nothing there",
        "0x108 | 0x00011ff0 | export directory at RVA 0x11ff0: 0x28 bytes are claimed, 0x10",
        "0x134 | 0x00100000 | base relocations at RVA 0x",
        "0x170 | 0x00011ff8 | delay-load directory: it has no end"
      })
  void saysWhereItBreaks(String at, String value, String message) {
    byte[] file = sample(X86_64);
    ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    words.putInt(Integer.decode(at), Integer.parseUnsignedInt(value.replace("0x", ""), 16));
    if (at.equals("0xb4")) {
      words.putInt(OPTIONAL + 24, 0xffff_0000);
    }
    assertThatThrownBy(() -> ImageReader.read(file))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aBlockOfRelocationsThatIsTooShortIsNoLoop() {
    byte[] file = sample(X86_64);
    ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int table = words.getInt(OPTIONAL + 112 + 8 * PeHeader.BASE_RELOCATIONS);
    for (int size : new int[] {0, 1, 7, -1, 0x7fff_ffff}) {
      words.putInt(table + 4, size);
      assertThatThrownBy(() -> ImageReader.read(file))
          .isInstanceOf(ImageFormatException.class)
          .hasMessageContaining("base relocations: a block of " + size + " bytes");
    }
  }

  @Test
  void sectionsMapNoMoreThanTheirPages() throws Exception {
    // The data claim more bytes of the file than they take in memory, and start off a page.
    byte[] file = sample(X86_64);
    ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    words.putInt(SECTION_TABLE + 80 + 8, 0x1000 + 8).putInt(SECTION_TABLE + 80 + 16, 0x7fff_0000);
    Image image = ImageReader.read(file);
    assertThat(image.memory().read(0x1_8000_0000L + DATA + 0x1fff, 1)).isPresent();
    assertThat(image.memory().read(0x1_8000_0000L + DATA + 0x2000, 1)).isEmpty();
  }

  @Test
  void hugeZerosCostNothing() throws Exception {
    byte[] file = sample(X86_64);
    ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    words.putInt(SECTION_TABLE + 80 + 8, 0x7fff_0000);
    Image image = ImageReader.read(file);
    assertThat(image.memory().word(0x1_8000_0000L + 0x7000_0000)).isEqualTo(new Word.Value(0));
  }

  @Test
  void namesMayNotShareOneLongText() {
    PeBuilder builder = new PeBuilder(X86_64);
    builder.need("python312.dll", "x");
    byte[] file = builder.build();
    ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    // Every word of the data is the RVA of the same long name, and the imports are all of them.
    int directory = words.getInt(OPTIONAL + 112 + 8 * PeHeader.IMPORTS);
    Arrays.fill(file, 0x4000, 0xe000, (byte) 'a');
    for (int at = DATA; at < DATA + 0x1ff8; at += 8) {
      words.putLong(at, 0x4000);
    }
    words.putInt(directory, DATA).putInt(directory + 16, DATA);
    assertThatThrownBy(() -> ImageReader.read(file))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("names: they overlap beyond all measure");
  }

  @Test
  void exportedNamesStayWithinTheAddresses() {
    byte[] file = sample(X86_64);
    ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int directory = words.getInt(OPTIONAL + 112);
    words.putInt(directory + 20, 1);
    assertThatThrownBy(() -> ImageReader.read(file))
        .hasMessageContaining("exported names: one is for address 1 of 1");
    words.putInt(directory + 20, -1);
    assertThatThrownBy(() -> ImageReader.read(file)).hasMessageContaining("exported addresses");
  }
}
