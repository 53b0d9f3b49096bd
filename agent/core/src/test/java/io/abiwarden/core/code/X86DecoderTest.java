package io.abiwarden.core.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths, whatever follows the instruction. */
class X86DecoderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c3",
        "f3 0f 1e fa",
        "48 8d 3d 11 22 33 44",
        "66 0f 1f 84 00 00 00 00 00",
        "66 2e 0f 1f 84 00 00 00 00 00",
        "48 b8 01 02 03 04 05 06 07 08",
        "c7 05 01 02 03 04 05 06 07 08",
        "66 c7 05 01 02 03 04 05 06",
        "48 c7 44 24 08 01 02 03 04",
        "f6 05 01 02 03 04 05",
        "f7 c1 01 02 03 04",
        "f7 d8",
        "e8 01 02 03 04",
        "0f 84 01 02 03 04",
        "41 ff 54 24 18",
        "ff 25 01 02 03 04",
        "f2 ff 25 01 02 03 04",
        "64 48 8b 04 25 28 00 00 00",
        "f3 48 ab",
        "0f 11 05 01 02 03 04",
        "66 48 0f 6e c0",
        "66 48 0f 3a 22 c1 01",
        "66 0f 38 00 c1",
        "c5 f8 77",
        "c5 fa 7f 05 01 02 03 04",
        "c4 e2 7d 59 05 01 02 03 04",
        "c4 e3 fd 00 c0 4e",
        "c4 e2 f9 f7 c1",
        "62 f1 fe 48 6f 05 01 02 03 04",
        "62 f1 7c 48 11 40 01",
        "62 f3 fd 48 3a c1 01",
        "c8 10 00 00",
        "a0 01 02 03 04 05 06 07 08",
        "f0 48 0f b1 0d 01 02 03 04",
        "0f 0b",
        "cc"
      })
  void findsLengths(String hex) {
    byte[] code = HexFormat.of().parseHex(hex.replace(" ", ""));
    byte[] padded = Arrays.copyOf(code, 15);
    Arrays.fill(padded, code.length, 15, (byte) 0x11);
    assertThat(X86Decoder.decode(padded).map(X86Instruction::length)).contains(code.length);
    assertThat(X86Decoder.decode(Arrays.copyOf(code, code.length - 1))).isEmpty();
  }

  @Test
  void refusesWhatIsNoInstruction() {
    List<String> wrong = List.of("06", "9a0000", "d4", "", "66666666666666666666666666666690");
    for (String hex : wrong) {
      Optional<X86Instruction> found = X86Decoder.decode(HexFormat.of().parseHex(hex));
      assertThat(found).as(hex).isEmpty();
    }
  }
}
