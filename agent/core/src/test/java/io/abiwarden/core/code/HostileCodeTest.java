package io.abiwarden.core.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.memory.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the bytes are, a trace ends, and says something that can be looked at. */
class HostileCodeTest {

  private static final int ROUNDS = 150;

  @ParameterizedTest
  @EnumSource(names = {"X86_64", "AARCH64"})
  void followsRandomBytes(Architecture architecture) {
    Random random = new Random(20_261_121);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] code = new byte[256 + random.nextInt(1024)];
      random.nextBytes(code);
      check(CodeImage.of(architecture, code));
    }
  }

  /** Bytes that are instructions more often than not, with addresses that exist. */
  @ParameterizedTest
  @EnumSource(names = {"X86_64", "AARCH64"})
  void followsLikelyBytes(Architecture architecture) {
    Random random = new Random(7);
    for (int round = 0; round < ROUNDS; round++) {
      ByteBuffer code = ByteBuffer.allocate(2048).order(ByteOrder.LITTLE_ENDIAN);
      while (code.remaining() > 16) {
        if (architecture == Architecture.X86_64) {
          likelyX86(code, random);
        } else {
          likelyArm(code, random);
        }
      }
      check(CodeImage.of(architecture, code.array()));
    }
  }

  private static void likelyX86(ByteBuffer code, Random random) {
    switch (random.nextInt(8)) {
      case 0 -> code.put((byte) 0x48).put((byte) 0xbf).putLong(CodeImage.DATA + random.nextInt(64));
      case 1 -> code.put((byte) 0xff).put((byte) 0x15).putInt(random.nextInt(0x10_0100));
      case 2 -> code.put((byte) 0xe8).putInt(random.nextInt(512) - 256);
      case 3 -> code.put((byte) (0x70 | random.nextInt(16))).put((byte) random.nextInt());
      case 4 -> code.put((byte) 0xf3).put((byte) 0x48).put((byte) (0xa4 + random.nextInt(12)));
      case 5 -> code.put((byte) 0x0f).put((byte) random.nextInt()).put((byte) random.nextInt());
      case 6 -> code.put((byte) 0x48).put((byte) random.nextInt(0x40)).put((byte) random.nextInt());
      default -> code.put((byte) 0xc3);
    }
  }

  private static void likelyArm(ByteBuffer code, Random random) {
    int random26 = random.nextInt(256) - 128;
    code.putInt(
        switch (random.nextInt(7)) {
          case 0 -> 0x9400_0000 | (random26 & 0x3ff_ffff);
          case 1 -> 0x5400_0000 | (random26 & 0x7ffff) << 5 | random.nextInt(16);
          case 2 -> 0xd280_0000 | random.nextInt(1 << 21);
          case 3 -> 0xa900_0000 | random.nextInt(1 << 24);
          case 4 -> 0xf900_0000 | random.nextInt(1 << 23);
          case 5 -> 0xb400_0000 | (random26 & 0x7ffff) << 5 | random.nextInt(32);
          default -> 0xd65f_03c0;
        });
  }

  private static void check(CodeImage image) {
    List<Path> paths = EntryTracer.trace(image, CodeImage.CODE);
    assertThat(paths).isNotEmpty().hasSizeLessThanOrEqualTo(64);
    for (Path path : paths) {
      Memory memory = path.memory();
      memory.read(CodeImage.DATA, 4096);
      memory.word(CodeImage.DATA);
      memory.word(-1);
      assertThat(memory.read(Long.MAX_VALUE - 3, 16)).isEmpty();
      assertThat(path.failed()).allMatch(i -> i >= 0 && i < path.calls().size());
    }
  }
}
