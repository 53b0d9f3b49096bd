package io.abiwarden.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkedMemoryTest {

  private static final byte[] FILE =
      "0123456789abcdefABCDEFGHIJKLMNOP".getBytes(StandardCharsets.US_ASCII);

  /** 16 bytes at 0x100, 8 bytes and 8 zeros after them, a gap, then 8 bytes at 0x200. */
  private static final Segments SEGMENTS =
      new Segments(
          List.of(
              new Segment(0x200, 8, 24, 8, false, true),
              new Segment(0x100, 16, 0, 16, true, false),
              new Segment(0x110, 16, 16, 8, false, true)));

  private static LinkedMemory memory(LinkedWords.Builder words) {
    return new LinkedMemory(
        ByteBuffer.wrap(FILE).order(ByteOrder.LITTLE_ENDIAN),
        SEGMENTS,
        8,
        words.build(symbol -> "symbol" + symbol));
  }

  private static String text(LinkedMemory memory, long address, int size) {
    return memory
        .read(address, size)
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).replace('\0', '.'))
        .orElse("unreadable");
  }

  @Test
  void readsAcrossSegmentsAndIntoTheirZeros() {
    LinkedMemory memory = memory(new LinkedWords.Builder(0));
    assertThat(text(memory, 0x100, 4)).isEqualTo("0123");
    assertThat(text(memory, 0x10e, 6)).isEqualTo("efABCD");
    assertThat(text(memory, 0x116, 4)).isEqualTo("GH..");
    assertThat(text(memory, 0x100, 32)).isEqualTo("0123456789abcdefABCDEFGH........");
    assertThat(text(memory, 0x100, 33)).isEqualTo("unreadable");
    assertThat(text(memory, 0xff, 2)).isEqualTo("unreadable");
    assertThat(text(memory, 0x207, 1)).isEqualTo("P");
    assertThat(text(memory, 0x207, 2)).isEqualTo("unreadable");
    assertThat(text(memory, 0x100, 0)).isEmpty();
    assertThat(text(memory, 0x100, -1)).isEqualTo("unreadable");
    assertThat(text(memory, 0x100, 65_537)).isEqualTo("unreadable");
    assertThat(text(memory, -1, 8)).isEqualTo("unreadable");
  }

  @Test
  void showsLinkedWords() {
    LinkedWords.Builder words = new LinkedWords.Builder(0);
    words.value(0x110, 0x3132333435363738L);
    words.imported(0x108, 7, 4);
    words.unknown(0x200);
    words.value(0x118, 1);
    LinkedMemory memory = memory(words);
    assertThat(memory.word(0x110)).isEqualTo(new Word.Value(0x3132333435363738L));
    assertThat(memory.word(0x108)).isEqualTo(new Word.Import("symbol7", 4));
    assertThat(memory.word(0x200)).isEqualTo(new Word.Unreadable());
    assertThat(memory.word(0x100)).isEqualTo(new Word.Value(0x3736353433323130L));
    assertThat(memory.word(0x300)).isEqualTo(new Word.Unreadable());
    assertThat(text(memory, 0x106, 14)).isEqualTo("67........8765");
    assertThat(text(memory, 0x113, 4)).isEqualTo("5432");
    assertThat(text(memory, 0x114, 12)).isEqualTo("4321\1.......");
    assertThat(memory.word(0x114)).isEqualTo(new Word.Value(0x131323334L));
    assertThat(memory.word(0x104)).as("cuts through an import").isEqualTo(new Word.Unreadable());
    assertThat(memory.word(0x10c)).as("cuts through an import").isEqualTo(new Word.Unreadable());
  }

  @Test
  void readsBigEndianWordsOfFourBytes() {
    LinkedWords.Builder words = new LinkedWords.Builder(0);
    words.value(0x104, 0x41424344);
    LinkedMemory memory =
        new LinkedMemory(
            ByteBuffer.wrap(FILE).order(ByteOrder.BIG_ENDIAN),
            SEGMENTS,
            4,
            words.build(Integer::toString));
    assertThat(memory.word(0x100)).isEqualTo(new Word.Value(0x30313233));
    assertThat(text(memory, 0x102, 8)).isEqualTo("23ABCD89");
    assertThat(memory.word(0x103)).isEqualTo(new Word.Value(0x33414243));
  }

  @Test
  void keepsTheLastOfEachAddressInOrder() {
    LinkedWords.Builder words = new LinkedWords.Builder(2);
    for (int i = 1000; i > 0; i--) {
      words.value(8L * (i * 7919 % 1000), i);
    }
    words.value(8, -5);
    words.value(-8, 3);
    LinkedWords built = words.build(Integer::toString);
    assertThat(built.size()).isEqualTo(1001);
    for (int i = 0; i < 1000; i++) {
      assertThat(built.address(i)).isEqualTo(8L * i);
      assertThat(built.isValue(i)).isTrue();
    }
    assertThat(built.value(1)).isEqualTo(-5);
    assertThat(built.address(1000)).as("unsigned order").isEqualTo(-8);
    assertThat(built.firstFrom(9)).isEqualTo(2);
    assertThat(built.firstFrom(-7)).isEqualTo(1001);
  }

  @Test
  void refusesSegmentsThatCannotBe() {
    Segment one = new Segment(0x100, 16, 0, 16, true, false);
    assertThatThrownBy(() -> new Segments(List.of(one, new Segment(0x10f, 1, 0, 1, true, true))))
        .hasMessage("segments overlap at address 0x10f");
    assertThatThrownBy(() -> new Segments(List.of(new Segment(-8, 16, 0, 0, true, true))))
        .hasMessageContaining("past the last address");
    assertThat(new Segments(List.of(one, new Segment(0x105, 0, 0, 0, true, true))).sorted())
        .containsExactly(one);
  }

  @Test
  void findsWhatTheFileHas() {
    assertThat(SEGMENTS.fileRange(0x112)).contains(new Segments.FileRange(18, 6));
    assertThat(SEGMENTS.fileRange(0x118)).as("zeros").isEmpty();
    assertThat(SEGMENTS.fileRange(0x180)).isEmpty();
    assertThat(SEGMENTS.find(0x200).orElseThrow().writable()).isTrue();
  }

  @Test
  void readsStrings() {
    LinkedMemory memory = memory(new LinkedWords.Builder(0));
    assertThat(CStrings.utf8(memory, 0x10e, 10)).contains("efABCDEFGH");
    assertThat(CStrings.utf8(memory, 0x10e, 9)).as("too long").isEmpty();
    assertThat(CStrings.utf8(memory, 0x118, 0)).contains("");
    assertThat(CStrings.utf8(memory, 0x200, 100)).as("no end").isEmpty();
    assertThat(CStrings.utf8(memory, 0x1000, 100)).isEmpty();
  }

  @Test
  void takesOnlyUtf8() {
    ByteBuffer file = ByteBuffer.wrap(new byte[] {(byte) 0xc3, (byte) 0xb6, 0, (byte) 0xc3, 0});
    LinkedMemory memory =
        new LinkedMemory(
            file,
            new Segments(List.of(new Segment(0, 5, 0, 5, false, false))),
            8,
            new LinkedWords.Builder(0).build(Integer::toString));
    assertThat(CStrings.utf8(memory, 0, 10)).contains("ö");
    assertThat(CStrings.utf8(memory, 3, 10)).isEmpty();
    assertThat(CStrings.bytes(memory, 3, 10)).isPresent();
  }
}
