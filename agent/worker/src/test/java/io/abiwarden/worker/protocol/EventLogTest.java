package io.abiwarden.worker.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.definition.AbiInfo;
import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.HeaderKind;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.Slot;
import io.abiwarden.core.definition.SlotArray;
import io.abiwarden.core.memory.Word;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {

  private static final long TOKEN = 0x1234_5678_9abc_def0L;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("events");
  }

  static List<Event> oneOfEach() {
    var inner =
        new SlotArray(
            List.of(
                slot(
                    Slot.Form.PYSLOT,
                    109,
                    Optional.of(new AbiInfo(1, 0, 7, 0, 0x030f0000)),
                    Optional.empty())),
            true);
    var slots =
        new SlotArray(
            List.of(
                slot(Slot.Form.LEGACY, 4, Optional.empty(), Optional.empty()),
                new Slot(
                    Slot.Form.PYSLOT,
                    92,
                    1,
                    new Word.Import("f", -8),
                    Optional.empty(),
                    Optional.of(inner)),
                new Slot(
                    Slot.Form.LEGACY,
                    -1,
                    0,
                    new Word.Unreadable(),
                    Optional.empty(),
                    Optional.empty())),
            false);
    var definition =
        new RawDefinition(
            -1L,
            DefinitionLayout.FREE_THREADED,
            HeaderKind.OTHER,
            Optional.of("föö\0 \ud83d\ude00"),
            Long.MIN_VALUE,
            Optional.of(slots));
    var error =
        new PythonError("a.B", "m\nn", List.of("c"), List.of("t", "u"), Optional.of("x"), true);
    return List.of(
        new Event.Reached(Phase.OPENING, "a.b", Optional.of("/f")),
        new Event.Created("a", InitStyle.EXPORT),
        new Event.Defined("a", definition),
        new Event.Exported("a", slots),
        new Event.Mismatch("a", "m"),
        new Event.Gil("a", false, true),
        new Event.GilEnabled("a"),
        new Event.StandIn("p", Optional.of(error)),
        new Event.StandIn("p", Optional.empty()),
        new Event.Loaded(Optional.of("/f")),
        new Event.Raised(error),
        new Event.Exiting(OptionalInt.of(-3)),
        new Event.Exiting(OptionalInt.empty()),
        new Event.Ran(Optional.of(error)),
        new Event.Ran(Optional.empty()),
        new Event.Unable("r"),
        new Event.Finished());
  }

  private static Slot slot(
      Slot.Form form, int id, Optional<AbiInfo> abiInfo, Optional<SlotArray> nested) {
    return new Slot(form, id, 0, new Word.Value(-2), abiInfo, nested);
  }

  @Test
  void everyKindOfEventSurvives() throws IOException {
    write(oneOfEach());
    assertThat(EventLog.read(file, TOKEN)).isEqualTo(oneOfEach());
    assertThat(oneOfEach().stream().map(Object::getClass).distinct())
        .hasSize(Event.class.getPermittedSubclasses().length);
  }

  @Test
  void noLogIsNoEvents() throws IOException {
    assertThat(EventLog.read(file, TOKEN)).isEmpty();
    assertThat(EventLog.read(folder, TOKEN)).isEmpty();
  }

  @Test
  void junkBetweenFramesIsSkipped() throws IOException {
    Random random = new Random(1);
    for (Event event : oneOfEach()) {
      byte[] junk = new byte[random.nextInt(300)];
      random.nextBytes(junk);
      append(junk);
      write(List.of(event));
    }
    append(new byte[7]);
    assertThat(EventLog.read(file, TOKEN)).isEqualTo(oneOfEach());
  }

  @Test
  void framesOfAnotherTokenAreJunk() throws IOException {
    try (var log = new EventLog(file, TOKEN + 1)) {
      log.write(new Event.Finished());
    }
    write(List.of(new Event.GilEnabled("a")));
    assertThat(EventLog.read(file, TOKEN)).containsExactly(new Event.GilEnabled("a"));
  }

  @Test
  void aFrameCutOffAnywhereIsNoEvent() throws IOException {
    write(oneOfEach());
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      List<Event> read = EventLog.read(file, TOKEN);
      assertThat(read).isEqualTo(oneOfEach().subList(0, read.size()));
      assertThat(read.size()).isLessThan(oneOfEach().size());
    }
  }

  @Test
  void damagedFramesNeverThrowNorAskForMuchMemory() throws IOException {
    write(oneOfEach());
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(2);
    for (int round = 0; round < 3000; round++) {
      byte[] damaged = whole.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Files.write(file, damaged);
      assertThat(EventLog.read(file, TOKEN)).hasSizeLessThanOrEqualTo(oneOfEach().size());
    }
  }

  @Test
  void lengthsThatLieAreRefused() throws IOException {
    for (int length : new int[] {-1, Integer.MAX_VALUE, 1 << 21, 5}) {
      Files.write(file, ByteBuffer.allocate(14).putLong(TOKEN).putInt(length).array());
      assertThat(EventLog.read(file, TOKEN)).isEmpty();
    }
  }

  @Test
  void nestingWithoutEndIsRefused() {
    SlotArray nested = new SlotArray(List.of(), true);
    for (int i = 0; i < 40; i++) {
      nested =
          new SlotArray(
              List.of(slot(Slot.Form.PYSLOT, 92, Optional.empty(), Optional.of(nested))), true);
    }
    byte[] bytes = EventCodec.encode(new Event.Exported("a", nested));
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> EventCodec.decode(bytes))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("nested");
  }

  @Test
  void textsAreCutAndNotRefused() throws IOException {
    write(List.of(new Event.GilEnabled("ä".repeat(100_000))));
    assertThat(EventLog.read(file, TOKEN))
        .singleElement()
        .isInstanceOfSatisfying(
            Event.GilEnabled.class, event -> assertThat(event.module()).hasSize(Wire.LONGEST / 2));
  }

  private void write(List<Event> events) throws IOException {
    try (var log = new EventLog(file, TOKEN)) {
      for (Event event : new ArrayList<>(events)) {
        log.write(event);
      }
    }
  }

  private void append(byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
