package io.abiwarden.core.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormatException;
import io.abiwarden.core.image.ImageReader;
import io.abiwarden.core.image.PeBuilder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What runs when a DLL is opened, by code as Microsoft's compilers write it. */
class StartupTest {

  private static final int TABLE = PeBuilder.DATA + 0x100;
  private static final int FIRST = PeBuilder.CODE + 0x300;
  private static final int SECOND = PeBuilder.CODE + 0x310;

  /** cmp edx, 1; jne to the end: only what opens the library runs constructors. */
  private static final String WHERE_OPENED = "83fa01 7514";

  private final PeBuilder builder = new PeBuilder(PeBuilder.X86_64);

  /** An entry point that hands a table of some words to _initterm, and returns 1. */
  private Image image(String library, int words) throws ImageFormatException {
    int word = builder.need(library, "_initterm");
    int at = PeBuilder.CODE;
    byte[] before = HexFormat.of().parseHex(WHERE_OPENED.replace(" ", ""));
    builder.bytes(at, before);
    at += before.length;
    // lea rcx, [rip + table]; lea rdx, [rip + its end]; call [rip + word]; mov eax, 1; ret
    builder.bytes(at, (byte) 0x48, (byte) 0x8d, (byte) 0x0d).number(at + 3, TABLE - at - 7);
    builder.bytes(at + 7, (byte) 0x48, (byte) 0x8d, (byte) 0x15);
    builder.number(at + 10, TABLE + 8 * words - at - 14);
    builder.bytes(at + 14, (byte) 0xff, (byte) 0x15).number(at + 16, word - at - 20);
    builder.bytes(at + 20, (byte) 0xb8).number(at + 21, 1).bytes(at + 25, (byte) 0xc3);
    builder.bytes(FIRST, (byte) 0xc3).bytes(SECOND, (byte) 0xc3);
    return ImageReader.read(builder.entryPoint(PeBuilder.CODE).build());
  }

  @Test
  void findsTheConstructorsOfMicrosoftsLibrary() throws Exception {
    builder.pointer(TABLE + 8, FIRST).pointer(TABLE + 24, SECOND);
    Image image = image("VCRUNTIME140.dll", 4);
    assertThat(Startup.of(image))
        .isEqualTo(new Startup(List.of(builder.address(FIRST), builder.address(SECOND)), true));
  }

  @Test
  void knowsThatThereAreNone() throws Exception {
    assertThat(Startup.of(image("VCRUNTIME140.dll", 3))).isEqualTo(new Startup(List.of(), true));
  }

  @Test
  void knowsNothingOfOtherLibraries() throws Exception {
    builder.pointer(TABLE, FIRST);
    assertThat(Startup.of(image("msvcrt.dll", 1)).known()).isFalse();
  }

  @Test
  void believesNoTableThatIsNoTable() throws Exception {
    builder.pointer(TABLE, TABLE);
    assertThat(Startup.of(image("VCRUNTIME140.dll", 1)).known()).isFalse();
  }

  @Test
  void believesNoTableWithoutEnd() throws Exception {
    for (int i = 0; i < 64; i++) {
      builder.pointer(TABLE + 8 * i, FIRST);
    }
    assertThat(Startup.of(image("VCRUNTIME140.dll", 1 << 20)).known()).isFalse();
  }

  @Test
  void aDllWithoutEntryPointRunsNothing() throws Exception {
    Image image = ImageReader.read(builder.build());
    assertThat(Startup.of(image)).isEqualTo(new Startup(List.of(), true));
  }

  @Test
  void findsMoreThanOneTableOnce() throws Exception {
    builder.pointer(TABLE, FIRST).pointer(TABLE + 8, FIRST);
    assertThat(Startup.of(image("vcruntime140d.dll", 2)).constructors())
        .containsExactly(builder.address(FIRST));
  }
}
