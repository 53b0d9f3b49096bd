package io.abiwarden.core.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Constants right before calls: which are seen in which register, and which are not there. */
class X86BlockTest {

  /** Instructions that nothing else can be mistaken for. */
  private static final String FUNCTION_START = "c3 cc cc cc cc 55 48 89 e5 41 57 53 48 83 ec 18 ";

  private static final String CALL = " e8 11 22 33 44";

  /** The code before the call, a register, and its constant there or nothing. */
  @ParameterizedTest
  @CsvSource({
    "be f5 03 00 00, 6, 1013",
    "be 03 00 00 00 48 8d 3d 11 22 33 44, 6, 3",
    "be 03 00 00 00 48 89 c7, 6, 3",
    "48 c7 c6 03 00 00 00, 6, 3",
    "ba f5 03 00 00 48 89 de 48 89 c7, 2, 1013",
    "41 b8 f5 03 00 00 48 89 ca, 8, 1013",
    "6a 03 41 58, 8, 3",
    "6a 03 5e 48 89 df, 6, 3",
    "68 f5 03 00 00 5a, 2, 1013",
    "be 03 00 00 00 f3 0f 1e fa 66 0f 1f 44 00 00 90, 6, 3",
    "be 03 00 00 00 89 44 24 08 0f b6 c8, 6, 3", // stores, and widens al
    "be 03 00 00 00 31 c0 48 8d 3c 31, 6, 3", // reads rsi as an index
    // Of another register, or inside of another instruction.
    "41 be 03 00 00 00, 6,",
    "48 be 03 00 00 00 03 00 00 00, 6, 12884901891",
    "8b be 03 00 00 00, 6,",
    "49 bb be 03 00 00 00 03 00 00, 6,",
    "66 be 03 00, 6,",
    "40 b6 03, 6,",
    // Changed on the way.
    "be 03 00 00 00 ff c6, 6,",
    "be 03 00 00 00 8b 34 24, 6,",
    "be 03 00 00 00 48 63 f0, 6,",
    "be 03 00 00 00 a4, 6,",
    "be 03 00 00 00 5e, 6,",
    "be 03 00 00 00 96, 6,",
    "ba 03 00 00 00 99, 2,",
    "ba 03 00 00 00 f7 f9, 2,",
    "ba 03 00 00 00 b6 01, 2,", // dh
    "ba 03 00 00 00 8a 30, 2,",
    "ba 03 00 00 00 0f 94 c6, 2,",
    "ba 03 00 00 00 0f a2, 2,",
    // Another basic block.
    "be 03 00 00 00 74 02, 6,",
    "be 03 00 00 00 0f 85 11 22 33 44, 6,",
    "be 03 00 00 00 e8 11 22 33 44, 6,",
    "be 03 00 00 00 ff 15 11 22 33 44, 6,",
    "be 03 00 00 00 eb 03, 6,",
    "be 03 00 00 00 c3, 6,",
  })
  void seesConstants(String code, int register, Long constant) {
    assertThat(before(FUNCTION_START + code + CALL, 5).constant(register))
        .isEqualTo(constant == null ? OptionalLong.empty() : OptionalLong.of(constant));
  }

  @ParameterizedTest
  @CsvSource({"ff 15 11 22 33 44", "48 ff 25 11 22 33 44", "f2 ff 15 11 22 33 44"})
  void seesThemBeforeCallsThroughWords(String call) {
    assertThat(before(FUNCTION_START + "be 03 00 00 00 " + call, 6).constant(6)).hasValue(3);
  }

  @Test
  void seesThemAtTheVeryStart() {
    byte[] code = HexFormat.ofDelimiter(" ").parseHex("be 03 00 00 00" + CALL);
    assertThat(X86Block.before(code, true, 5).constant(6)).hasValue(3);
  }

  @Test
  void endsForAnyBytes() {
    Random random = new Random(1013);
    for (int round = 0; round < 2000; round++) {
      byte[] code = new byte[6 + random.nextInt(CodePieces.BEFORE)];
      random.nextBytes(code);
      X86Block block = X86Block.before(code, random.nextBoolean(), 5);
      for (int register = 0; register < 16; register++) {
        block.constant(register);
      }
      assertThat(block.instructions()).hasSizeLessThanOrEqualTo(16);
    }
  }

  private static X86Block before(String code, int length) {
    return X86Block.before(HexFormat.ofDelimiter(" ").parseHex(code), false, length);
  }
}
