package io.abiwarden.core.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.code.Value.Known;
import io.abiwarden.core.image.EntryFunction;
import io.abiwarden.core.image.Image;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions that only compute, followed on paper, give the number that they give when run. */
class ComputationTest {

  private static final String SOURCE =
      """
      typedef unsigned long u64;
      static volatile u64 seed = 0x123456789abcdef0;
      u64 PyInit_hash(void) {
        u64 h = 14695981039346656037UL, s = seed;
        for (int i = 0; i < 8; i++) h = (h ^ ((s >> (8 * i)) & 255)) * 1099511628211UL;
        return h;
      }
      u64 PyInit_signs(void) {
        u64 s = seed; signed char a = s; short b = s >> 3; int c = s >> 7; long d = s << 1;
        return (u64)(a * 3) ^ (u64)(b >> 2) ^ (u64)(c / 7) ^ (u64)(d % 1001);
      }
      u64 PyInit_bits(void) {
        u64 s = seed; unsigned w = s;
        return (s << 13 | s >> 51) + (w >> 5 ^ w << 27) + ((s & 0xff00ff00ff00ff00) | 0x55) + ~s;
      }
      u64 PyInit_choices(void) {
        long s = seed, r = 0;
        for (int i = 0; i < 10; i++) {
          switch ((s >> i) % 5) {
            case 0: r += s; break;
            case 1: r ^= i; break;
            case 2: r = -r; break;
            case 3: r *= 3; break;
            default: r = r < s ? r + 1 : r - 1;
          }
        }
        return r;
      }
      u64 PyInit_bytes(void) {
        u64 s = seed; unsigned char b[16]; u64 r = 0;
        for (int i = 0; i < 16; i++) b[i] = s >> (i * 3);
        for (int i = 0; i < 15; i++) { unsigned char t = b[i]; b[i] = b[15 - i]; b[15 - i] = t; }
        for (int i = 0; i < 16; i++) r = r * 31 + b[i];
        return r;
      }
      u64 PyInit_words(void) {
      #ifdef __x86_64__
        static const char a[] = "_cffi_backend.FFI", b[] = "_cffi_backend.", c[] = "_cffi_front.";
        const char *p = a, *q = b; u64 n = 14, m = 12, k = -1, same, other;
        __asm__("xorl %k0, %k0; repe cmpsb; sete %b0" : "=&a"(same), "+S"(p), "+D"(q), "+c"(n) : : "cc", "memory");
        p = a, q = c;
        __asm__("xorl %k0, %k0; repe cmpsb; sete %b0" : "=&a"(other), "+S"(p), "+D"(q), "+c"(m) : : "cc", "memory");
        q = b;
        __asm__("repne scasb" : "+D"(q), "+c"(k) : "a"(0) : "cc", "memory");
        return same * 10000000 + other * 1000000 + m * 10000 + n * 1000 + (~k - 1);
      #else
        return 10050014;
      #endif
      }
      """;

  private static final Map<String, Long> EXPECTED = expected();

  private static Map<String, Long> expected() {
    long seed = 0x1234_5678_9abc_def0L;
    long hash = 0xcbf2_9ce4_8422_2325L;
    for (int i = 0; i < 8; i++) {
      hash = (hash ^ (seed >>> (8 * i) & 255)) * 1_099_511_628_211L;
    }
    byte a = (byte) seed;
    short b = (short) (seed >>> 3);
    int c = (int) (seed >>> 7);
    long signs = (long) (a * 3) ^ (long) (b >> 2) ^ (long) (c / 7) ^ ((seed << 1) % 1001);
    int w = (int) seed;
    long bits =
        Long.rotateLeft(seed, 13)
            + Integer.toUnsignedLong(w >>> 5 ^ w << 27)
            + ((seed & 0xff00_ff00_ff00_ff00L) | 0x55)
            + ~seed;
    long choices = 0;
    for (int i = 0; i < 10; i++) {
      choices =
          switch ((int) ((seed >> i) % 5)) {
            case 0 -> choices + seed;
            case 1 -> choices ^ i;
            case 2 -> -choices;
            case 3 -> choices * 3;
            default -> choices < seed ? choices + 1 : choices - 1;
          };
    }
    int[] turned = new int[16];
    for (int i = 0; i < 16; i++) {
      turned[i] = (int) (seed >>> (i * 3) & 255);
    }
    for (int i = 0; i < 15; i++) {
      int t = turned[i];
      turned[i] = turned[15 - i];
      turned[15 - i] = t;
    }
    long bytes = 0;
    for (int value : turned) {
      bytes = bytes * 31 + value;
    }
    long words = 10_050_014;
    return Map.of(
        "hash", hash, "signs", signs, "bits", bits, "choices", choices, "bytes", bytes, "words",
        words);
  }

  @TempDir Path folder;

  static Stream<Arguments> rows() {
    List<Arguments> rows = new ArrayList<>();
    for (Compiler compiler : Compiler.values()) {
      for (String level : List.of("-O0", "-O1", "-O2", "-Os")) {
        rows.add(Arguments.of(compiler, level));
      }
    }
    return rows.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void computes(Compiler compiler, String level) {
    List<String> flags = List.of("-fPIC", "-fwrapv", "-fno-tree-vectorize", level);
    Image image = compiler.compile(folder, SOURCE, flags);
    assertThat(image.entries()).hasSize(EXPECTED.size());
    for (EntryFunction entry : image.entries()) {
      List<io.abiwarden.core.code.Path> paths = EntryTracer.trace(image, entry.address());
      assertThat(paths).as(entry.symbol()).hasSize(1);
      assertThat(paths.getFirst().returned())
          .as(entry.symbol())
          .isEqualTo(new Known(EXPECTED.getOrDefault(entry.module(), 0L)));
    }
  }
}
