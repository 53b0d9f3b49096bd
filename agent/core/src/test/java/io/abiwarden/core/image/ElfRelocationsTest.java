package io.abiwarden.core.image;

import static io.abiwarden.core.image.ElfBuilder.CODE;
import static io.abiwarden.core.image.ElfBuilder.DATA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.abiwarden.core.image.Image.Relocation;
import io.abiwarden.core.memory.Word;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElfRelocationsTest {

  /** Numbers of relative, absolute, GOT, PLT and resolver relocations. */
  @ParameterizedTest
  @CsvSource({"62, 8, 1, 6, 7, 37", "183, 1027, 257, 1025, 1026, 1032"})
  void appliesWhatDataIsMadeOf(
      int machine, int relative, int absolute, int global, int jump, int resolver)
      throws Exception {
    ElfBuilder builder = new ElfBuilder(machine);
    int need = builder.need("PyModule_Create2");
    int own = builder.function("PyInit_a", CODE + 0x40);
    int chosen = builder.symbol("chosen", 1, 10, 1, CODE);
    builder
        .relocation(DATA, relative, 0, CODE + 8)
        .relocation(DATA + 8, absolute, need, 16)
        .relocation(DATA + 16, global, need, 0)
        .relocation(DATA + 24, absolute, own, 4)
        .relocation(DATA + 32, resolver, 0, CODE)
        .relocation(DATA + 40, absolute, 0, 77)
        .relocation(DATA + 48, global, chosen, 0)
        .relocation(0x7fff_0000_0000L, relative, 0, 1)
        .pltRelocation(DATA + 56, jump, need);
    Image image = ImageReader.read(builder.build());

    Word imported = new Word.Import("PyModule_Create2", 0);
    assertThat(image.relocations())
        .containsExactly(
            new Relocation(DATA, new Word.Value(CODE + 8)),
            new Relocation(DATA + 8, new Word.Import("PyModule_Create2", 16)),
            new Relocation(DATA + 16, imported),
            new Relocation(DATA + 24, new Word.Value(CODE + 0x44)),
            new Relocation(DATA + 32, new Word.Unreadable()),
            new Relocation(DATA + 40, new Word.Value(77)),
            new Relocation(DATA + 48, new Word.Unreadable()),
            new Relocation(DATA + 56, imported));
    assertThat(image.memory().word(DATA + 56)).isEqualTo(imported);
    assertThat(longAt(image, DATA)).isEqualTo(CODE + 8);
    assertThat(longAt(image, DATA + 8)).isZero();
    assertThat(image.needs())
        .containsExactly(
            new NeededSymbol(
                "PyModule_Create2",
                false,
                SymbolKind.FUNCTION,
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void takesImplicitAddendsFromTheFile() throws Exception {
    ElfBuilder builder = new ElfBuilder(ElfBuilder.X86_64).implicitAddends();
    int need = builder.need("imported");
    builder
        .word(DATA, CODE + 24)
        .relocation(DATA, 8, 0, 0)
        .word(DATA + 8, 5)
        .relocation(DATA + 8, 1, need, 0)
        .pltRelocation(DATA + 16, 7, need);
    Image image = ImageReader.read(builder.build());
    assertThat(image.memory().word(DATA)).isEqualTo(new Word.Value(CODE + 24));
    assertThat(image.memory().word(DATA + 8)).isEqualTo(new Word.Import("imported", 5));
    assertThat(image.memory().word(DATA + 16)).isEqualTo(new Word.Import("imported", 0));
  }

  @Test
  void unpacksRelr() throws Exception {
    ElfBuilder builder = new ElfBuilder(ElfBuilder.X86_64);
    // The word at DATA; of the 63 words after it the first, the third and the last; then the first
    // of the next 63.
    builder
        .relr(DATA)
        .relr(1L | 1L << 1 | 1L << 3 | 1L << 63)
        .relr(1L | 1L << 1)
        .word(DATA, 11)
        .word(DATA + 8, 12)
        .word(DATA + 24, 13)
        .word(DATA + 63 * 8, 14)
        .word(DATA + 64 * 8, 15);
    Image image = ImageReader.read(builder.build());
    assertThat(image.relocations())
        .containsExactly(
            new Relocation(DATA, new Word.Value(11)),
            new Relocation(DATA + 8, new Word.Value(12)),
            new Relocation(DATA + 24, new Word.Value(13)),
            new Relocation(DATA + 63 * 8, new Word.Value(14)),
            new Relocation(DATA + 64 * 8, new Word.Value(15)));
  }

  @Test
  void sortsAndLetsTheLastOneStay() throws Exception {
    ElfBuilder builder = new ElfBuilder(ElfBuilder.X86_64);
    builder
        .relocation(DATA + 16, 8, 0, 1)
        .relocation(DATA, 8, 0, 2)
        .relocation(DATA + 8, 8, 0, 3)
        .relocation(DATA, 8, 0, 4);
    assertThat(ImageReader.read(builder.build()).relocations())
        .containsExactly(
            new Relocation(DATA, new Word.Value(4)),
            new Relocation(DATA + 8, new Word.Value(3)),
            new Relocation(DATA + 16, new Word.Value(1)));
  }

  @Test
  void seesSymbolsThatOnlyRelocationsCount() throws Exception {
    // Without a hash table, and with the strings before the symbols, nothing else says how many.
    ElfBuilder builder = new ElfBuilder(ElfBuilder.X86_64).withoutOwnTables();
    builder
        .dynamic(ElfDynamic.STRTAB, DATA)
        .dynamic(ElfDynamic.STRSZ, 16)
        .text(DATA + 1, "used")
        .dynamic(ElfDynamic.SYMTAB, DATA + 16)
        .bytes(DATA + 16 + 24, new byte[] {1, 0, 0, 0, 0x10})
        .relocation(DATA + 0x100, 1, 1, 0);
    assertThat(ImageReader.read(builder.build()).needs())
        .extracting(NeededSymbol::name)
        .containsExactly("used");
  }

  @Test
  void refusesTablesThatLeaveTheFile() {
    ElfBuilder builder = new ElfBuilder(ElfBuilder.X86_64);
    builder.dynamic(ElfDynamic.RELA, DATA).dynamic(ElfDynamic.RELASZ, 1L << 60);
    assertThatThrownBy(() -> ImageReader.read(builder.build()))
        .hasMessage(
            "RELA relocations at address 0x10000: 0x1000000000000000 bytes are claimed, 0x1000 are"
                + " there");
  }

  @Test
  void refusesEntriesOfAnotherSize() {
    ElfBuilder builder = new ElfBuilder(ElfBuilder.X86_64).dynamic(ElfDynamic.RELAENT, 12);
    assertThatThrownBy(() -> ImageReader.read(builder.build()))
        .hasMessage("RELA relocations: entries of 12 bytes, not 24");
  }

  private static long longAt(Image image, long address) {
    byte[] bytes = image.memory().read(address, 8).orElseThrow();
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }
}
