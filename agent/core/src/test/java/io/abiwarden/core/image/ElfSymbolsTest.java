package io.abiwarden.core.image;

import static io.abiwarden.core.image.ElfBuilder.CODE;
import static io.abiwarden.core.image.ElfBuilder.DATA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.abiwarden.core.image.EntryFunction.Style;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElfSymbolsTest {

  private static final int LOCAL = 0;
  private static final int GLOBAL = 1;
  private static final int WEAK = 2;
  private static final int UNIQUE = 10;

  @Test
  void tellsExportsFromNeeds() throws Exception {
    ElfBuilder builder = new ElfBuilder(ElfBuilder.X86_64);
    builder.symbol("local", LOCAL, 2, 1, CODE);
    builder.symbol("data", GLOBAL, 1, 2, DATA);
    builder.symbol("weak", WEAK, 2, 1, CODE);
    builder.symbol("unique", UNIQUE, 1, 2, DATA);
    builder.symbol("resolved", GLOBAL, 10, 1, CODE);
    builder.symbol("version", GLOBAL, 1, 0xfff1, 0);
    builder.symbol("nowhere", GLOBAL, 2, 1, 0);
    builder.symbol("needed", GLOBAL, 2, 0, 0);
    builder.symbol("optional", WEAK, 0, 0, 0);
    builder.symbol("errno", GLOBAL, 6, 0, 0);
    Image image = ImageReader.read(builder.build());
    assertThat(image.exports())
        .containsExactly(
            new ExportedSymbol("data", DATA, 0, SymbolKind.DATA, false),
            new ExportedSymbol("weak", CODE, 0, SymbolKind.FUNCTION, true),
            new ExportedSymbol("unique", DATA, 0, SymbolKind.DATA, false),
            new ExportedSymbol("resolved", CODE, 0, SymbolKind.INDIRECT_FUNCTION, false),
            new ExportedSymbol("version", 0, 0, SymbolKind.DATA, false));
    assertThat(image.needs())
        .containsExactly(
            need("needed", false, SymbolKind.FUNCTION),
            need("optional", true, SymbolKind.UNKNOWN),
            need("errno", false, SymbolKind.THREAD_LOCAL));
  }

  @ParameterizedTest
  @CsvSource({
    "PyInit__json, _json, PY_INIT",
    "PyModExport_foo, foo, PY_MOD_EXPORT",
    "PyInitU_f_1gaa, föö, PY_INIT",
    "PyModExportU_f_1gaa, föö, PY_MOD_EXPORT",
    "PyInitU_eckzbwbhc6jpgzcx415x, ＿インポートテスト, PY_INIT",
    "PyInitU__testmultiphase_zkouka_naten_evc07gi8e, _testmultiphase_zkouška_načtení, PY_INIT",
    "PyInitU_not_punycode_at_all!, not_punycode_at_all!, PY_INIT",
    "PyInitU_99999999, 99999999, PY_INIT"
  })
  void knowsEntryFunctions(String symbol, String module, Style style) throws Exception {
    ElfBuilder builder = new ElfBuilder(ElfBuilder.X86_64);
    builder.function(symbol, CODE + 4);
    assertThat(ImageReader.read(builder.build()).entries())
        .containsExactly(new EntryFunction(symbol, module, style, CODE + 4));
  }

  @ParameterizedTest
  @CsvSource({"PyInit_", "PyInit", "PyInitX_a", "pyinit_a", "_PyInit_a", "PyModExport"})
  void leavesOthersAlone(String symbol) throws Exception {
    ElfBuilder builder = new ElfBuilder(ElfBuilder.X86_64);
    builder.function(symbol, CODE);
    assertThat(ImageReader.read(builder.build()).entries()).isEmpty();
  }

  @Test
  void readsNamesAndPaths() throws Exception {
    ElfBuilder builder = new ElfBuilder(ElfBuilder.X86_64);
    builder
        .dynamic(ElfDynamic.NEEDED, builder.string("libc.so.6"))
        .dynamic(ElfDynamic.NEEDED, builder.string("libpython3.14t.so.1.0"))
        .dynamic(ElfDynamic.SONAME, builder.string("own.so"))
        .dynamic(ElfDynamic.RPATH, builder.string("/a:$ORIGIN/../libs:"))
        .dynamic(ElfDynamic.RUNPATH, builder.string("/b"))
        .dynamic(ElfDynamic.INIT, CODE)
        .dynamic(ElfDynamic.INIT_ARRAY, DATA)
        .dynamic(ElfDynamic.INIT_ARRAYSZ, 16)
        .relocation(DATA, 8, 0, CODE + 32)
        .relocation(DATA + 8, 8, 0, CODE + 64);
    Image image = ImageReader.read(builder.build());
    assertThat(image.libraries()).containsExactly("libc.so.6", "libpython3.14t.so.1.0");
    assertThat(image.soname()).contains("own.so");
    assertThat(image.rpath()).containsExactly("/a", "$ORIGIN/../libs");
    assertThat(image.runpath()).containsExactly("/b");
    assertThat(image.constructors()).containsExactly(CODE, CODE + 32, CODE + 64);
  }

  @Test
  void knowsWhereCodeAndDataAre() throws Exception {
    Image image = ImageReader.read(new ElfBuilder(ElfBuilder.X86_64).bss(64).build());
    assertThat(image.isCode(CODE)).isTrue();
    assertThat(image.isWritable(CODE)).isFalse();
    assertThat(image.isCode(DATA)).isFalse();
    assertThat(image.isWritable(DATA + 0x1000 + 63)).isTrue();
    assertThat(image.isWritable(DATA + 0x1000 + 64)).isFalse();
    assertThat(image.isCode(-1)).isFalse();
  }

  @Test
  void boundsWhatSharedNamesCost() {
    ElfBuilder builder = new ElfBuilder(ElfBuilder.X86_64).dataSize(4 << 20);
    byte[] name = new byte[200_000];
    Arrays.fill(name, (byte) 'x');
    builder.bytes(DATA, name);
    builder.dynamic(ElfDynamic.STRTAB, DATA).dynamic(ElfDynamic.STRSZ, 300_000);
    builder.dynamic(ElfDynamic.SYMTAB, DATA + 300_000).dynamic(ElfDynamic.HASH, DATA + 299_992);
    builder.bytes(DATA + 299_992, new byte[] {0, 0, 0, 0, 0, 0, 1, 0});
    for (int i = 1; i < 65_536; i++) {
      builder.bytes(DATA + 300_000 + 24L * i, new byte[] {1, 0, 0, 0, 0x12, 0, 1, 0, 1});
    }
    assertThatThrownBy(() -> ImageReader.read(builder.withoutOwnTables().build()))
        .hasMessage("string table: its names overlap beyond all measure");
  }

  private static NeededSymbol need(String name, boolean weak, SymbolKind kind) {
    return new NeededSymbol(name, weak, kind, Optional.empty(), Optional.empty());
  }
}
