package io.abiwarden.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                       | the file is empty
          23                       | not an object file: it starts with the bytes 23
          504b0304                 | not an object file: it starts with the bytes 50 4b 03 04
          4d5a9000                 | DOS header (e_lfanew): bytes 0x3c to 0x40 are wanted
          cffaedfe07000001         | Mach-O header: bytes 0x0 to 0x20 are wanted
          cefaedfe07000001         | Mach-O header: bytes 0x0 to 0x1c are wanted
          feedfacf01000007         | Mach-O header: bytes 0x0 to 0x20 are wanted
          cafebabe00000002         | universal header: bytes 0x8 to 0xc are wanted
          cafebabf00000002         | universal header: bytes 0x8 to 0xc are wanted
          cafebabe00000034         | a Java class file, not an object file
          7f454c46                 | ELF header: bytes 0x5 to 0x6 are wanted, but the file ends at 0x4
          7f454c46010101           | ELF header: bytes 0x12 to 0x14 are wanted
          7f454c46020201           | ELF header: bytes 0x12 to 0x14 are wanted
          7f454c46000101           | no such class and byte order: 0, 1
          7f454c46030101           | no such class and byte order: 3, 1
          """)
  void refusesWhatItDoesNotRead(String hex, String message) {
    byte[] file = HexFormat.of().parseHex(hex);
    assertThatThrownBy(() -> ImageReader.read(file))
        .isInstanceOf(ImageFormatException.class)
        .message()
        .contains(message)
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({"1, ET_REL", "2, ET_EXEC", "4, ET_CORE", "0, type 0"})
  void refusesOtherElfTypes(short type, String message) {
    byte[] file = new ElfBuilder(ElfBuilder.X86_64).build();
    file[16] = (byte) type;
    assertThatThrownBy(() -> ImageReader.read(file)).hasMessageContaining(message);
  }

  @Test
  void readsExecutablesWhereTheyAreAskedFor(@TempDir Path folder) throws Exception {
    ElfBuilder builder = new ElfBuilder(ElfBuilder.X86_64);
    builder.function("Py_GetVersion", ElfBuilder.CODE);
    byte[] file = builder.build();
    file[16] = 2;
    Path program = Files.write(folder.resolve("program"), file);
    assertThat(ImageReader.readProgram(program).exports())
        .extracting(ExportedSymbol::name)
        .containsExactly("Py_GetVersion");
    assertThat(ImageReader.readOutline(program).exports()).isEmpty();
    assertThat(ImageReader.readOutline(program).libraries())
        .isEqualTo(ImageReader.readProgram(program).libraries());
    assertThatThrownBy(() -> ImageReader.read(program)).hasMessageContaining("ET_EXEC");
    file[16] = 1;
    Files.write(program, file);
    assertThatThrownBy(() -> ImageReader.readProgram(program)).hasMessageContaining("ET_REL");
    Files.write(program, new byte[] {0x7f, 'E'});
    assertThatThrownBy(() -> ImageReader.readProgram(program))
        .isInstanceOf(ImageFormatException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "21, PPC64LE",
    "62, X86_64",
    "183, AARCH64",
    "243, RISCV64",
    "258, LOONGARCH64",
    "4711, OTHER"
  })
  void tellsTheArchitecture(int machine, String expected) throws Exception {
    ElfBuilder builder = new ElfBuilder(machine);
    builder.function("PyInit_a", ElfBuilder.CODE);
    Image image = ImageReader.read(builder.build());
    assertThat(image.format()).isEqualTo(ImageFormat.ELF);
    assertThat(image.architecture()).hasToString(expected);
    assertThat(image.entries()).extracting(EntryFunction::module).containsExactly("a");
  }

  @Test
  void readsFromTheBuffersPosition() throws Exception {
    ElfBuilder builder = new ElfBuilder(ElfBuilder.X86_64);
    builder.function("PyInit_a", ElfBuilder.CODE);
    byte[] file = builder.build();
    ByteBuffer larger = ByteBuffer.allocate(file.length + 10).position(7).put(file).flip();
    larger.position(7);
    assertThat(ImageReader.read(larger).entries()).hasSize(1);
    assertThat(larger.position()).isEqualTo(7);
  }

  @Test
  void readsFiles(@TempDir Path folder) throws Exception {
    Path text = Files.write(folder.resolve("a.so"), "print()".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> ImageReader.read(text)).isInstanceOf(ImageFormatException.class);
    byte[] file = new ElfBuilder(ElfBuilder.X86_64).build();
    assertThat(ImageReader.read(Files.write(folder.resolve("b.so"), file)).exports()).isEmpty();
  }

  @Test
  void mapsLargeFiles(@TempDir Path folder) throws Exception {
    ElfBuilder builder = new ElfBuilder(ElfBuilder.X86_64).dataSize(17 << 20);
    builder.word(ElfBuilder.DATA + (17 << 20) - 8, 42);
    Image image = ImageReader.read(Files.write(folder.resolve("c.so"), builder.build()));
    assertThat(image.memory().word(ElfBuilder.DATA + (17 << 20) - 8))
        .hasToString("Value[value=42]");
  }
}
