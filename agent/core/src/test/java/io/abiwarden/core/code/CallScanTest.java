package io.abiwarden.core.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.memory.LinkedMemory;
import io.abiwarden.core.memory.LinkedWords;
import io.abiwarden.core.memory.Segment;
import io.abiwarden.core.memory.Segments;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls in code written byte by byte: stubs that no compiler here makes, and bytes that are meant
 * to keep the search busy.
 */
class CallScanTest {

  private static final long CODE = 0x10_0000;
  private static final long WORD = 0x100;
  private static final int MOST_CALLS = 4096;

  private static final List<Function<Map<Long, Integer>, CallScan>> SCANS =
      List.of(
          words -> new X86CallScan(words, false),
          words -> new X86CallScan(words, true),
          Arm64CallScan::new);

  /** As Apple's linker writes them where the word is near, and LLVM's for Windows. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "d503201f 580000f0 d61f0200", // nop; ldr x16, word; br x16
        "100000f0 f9400210 d61f0200", // adr x16, word - 4; ldr x16, [x16, 0]; br x16
        "90000010 f9401210 d61f0200", // adrp x16, page; ldr x16, [x16, 32]; br x16
        "d503245f 90000010 f9401210 d61f0200" // bti c
      })
  void findsStubsOfArm(String instructions) {
    List<Integer> stub =
        Stream.of(instructions.split(" ", -1)).map(HexFormat::fromHexDigits).toList();
    ByteBuffer code = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
    stub.forEach(code::putInt);
    code.position(24).putInt(0x52800061).putInt(0x97fffff9); // mov w1, 3; bl stub
    long word = instructions.startsWith("100000f0") ? CODE + 28 : CODE + 32;
    assertThat(constants(code.array(), new Arm64CallScan(Map.of(word, 1)))).containsExactly(3L);
  }

  @Test
  void endsForRandomBytes() {
    Random random = new Random(20_261_121);
    for (int size : List.of(0, 1, 2, 3, 4, 5, 6, 7, 63, 64, 65, 1000, 65_536, 66_001, 300_000)) {
      byte[] code = new byte[size];
      random.nextBytes(code);
      for (var scan : SCANS) {
        assertThat(constants(code, scan.apply(Map.of(WORD, 1)))).isEmpty();
      }
    }
  }

  /** Nothing but calls of the function, all of which have the constant. */
  @Test
  void looksAtSoManyCallsOnly() {
    ByteBuffer code = ByteBuffer.allocate(11 * 3 * MOST_CALLS).order(ByteOrder.LITTLE_ENDIAN);
    while (code.hasRemaining()) {
      code.put((byte) 0xbe).putInt(3);
      code.put((byte) 0xff).put((byte) 0x15).putInt((int) (WORD - CODE - code.position() - 4));
    }
    assertThat(constants(code.array(), new X86CallScan(Map.of(WORD, 1), false)))
        .hasSize(MOST_CALLS)
        .containsOnly(3L);
  }

  /** Nothing but stubs, then calls of them. */
  @Test
  void notesSoManyStubsOnly() {
    int count = 2 * CallScan.MOST_TARGETS;
    ByteBuffer code = ByteBuffer.allocate(6 * count + 10 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      code.put((byte) 0xff).put((byte) 0x25).putInt((int) (WORD - CODE - code.position() - 4));
    }
    for (int i = 0; i < count; i++) {
      code.put((byte) 0xbe).putInt(1013);
      code.put((byte) 0xe8).putInt(6 * i - code.position() - 4);
    }
    assertThat(constants(code.array(), new X86CallScan(Map.of(WORD, 1), false)))
        .hasSize(CallScan.MOST_TARGETS)
        .containsOnly(1013L);
  }

  @Test
  void looksAtSharedBytesOnlySoOften() {
    ByteBuffer file = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      segments.add(new Segment((long) i << 21, 1 << 20, 0, 1 << 20, true, false));
    }
    long[] seen = {0};
    CodePieces.visit(
        new LinkedMemory(file, new Segments(segments), 8, noWords()),
        piece -> {
          seen[0] += piece.to() - piece.from();
          return true;
        });
    assertThat(seen[0]).isEqualTo(1L << 28);
  }

  private static List<Long> constants(byte[] code, CallScan scan) {
    ByteBuffer file = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
    Segment segment = new Segment(CODE, code.length, 0, code.length, true, false);
    LinkedMemory memory = new LinkedMemory(file, new Segments(List.of(segment)), 8, noWords());
    List<Long> constants = new ArrayList<>();
    CodePieces.visit(memory, scan::stubs);
    CodePieces.visit(
        memory,
        piece -> {
          scan.calls(piece, constants::add);
          return scan.goesOn();
        });
    return constants;
  }

  private static LinkedWords noWords() {
    return new LinkedWords.Builder(0).build(i -> "");
  }
}
