package io.abiwarden.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.abiwarden.core.judge.Judgement;
import io.abiwarden.core.judge.Traits;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.guard.FileJudge.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one process keeps of its judgements for the next. */
class JudgementStoreTest {

  private static final Judged UNSAFE =
      new Judged(
          new Judgement(Verdict.UNSAFE, List.of()), Traits.UNKNOWN, Optional.empty(), true, true);

  @TempDir Path folder;

  private JudgementStore store() {
    return new JudgementStore(folder.resolve("guard/3.14.7"));
  }

  /** A file that has been as it is for long enough to be recognised. */
  private static JudgedKey key(Path file) throws IOException, InterruptedException {
    while (!FileKey.of(file).settled()) {
      Thread.sleep(100);
    }
    return new JudgedKey(FileKey.of(file), file.toString(), "spam");
  }

  private static Judgements judgements(JudgementStore store) {
    return new Judgements(
        () -> {
          throw new IllegalStateException("the file is read");
        },
        Optional.of(store));
  }

  @Test
  void aFileThatIsTheSameIsNotReadAgain() throws Exception {
    Path file = Files.writeString(folder.resolve("spam.so"), "some bytes");
    JudgedKey key = key(file);
    store().add(key, UNSAFE);

    Judgements.Answer answer = judgements(store()).of(file.toString(), "spam");
    assertThat(answer.judged()).isEqualTo(UNSAFE);
    assertThat(answer.seenBefore()).isTrue();
    assertThat(judgements(store()).ifKnown(key)).contains(answer);
  }

  @Test
  void aFileThatHasChangedIsReadAgainWhateverItsTimeSays() throws Exception {
    Path file = Files.writeString(folder.resolve("spam.so"), "some bytes");
    JudgedKey key = key(file);
    FileTime modified = Files.getLastModifiedTime(file);
    store().add(key, UNSAFE);
    Files.writeString(file, "other bites");
    Files.writeString(file, "same bytes");
    Files.setLastModifiedTime(file, modified);

    assertThat(Files.size(file)).isEqualTo(key.file().size());
    assertThat(judgements(store()).ifKnown(key)).isEmpty();
    assertThatThrownBy(() -> judgements(store()).of(file.toString(), "spam"))
        .hasMessage("the file is read");
    assertThatThrownBy(() -> judgements(store()).of(file.toString(), "other"))
        .hasMessage("the file is read");
  }

  @Test
  void whatIsTornIsLeftOut() throws Exception {
    JudgedKey one = new JudgedKey(new FileKey(1, 2, 3, 4, 5), "/one.so", "one");
    JudgedKey two = new JudgedKey(new FileKey(1, 3, 3, 4, 5), "/two.so", "two");
    store().add(one, UNSAFE);
    Path file = folder.resolve("guard/3.14.7");
    Files.writeString(file, "1\t2\thalf a li\n", StandardOpenOption.APPEND);
    store().add(two, UNSAFE);

    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe}, StandardOpenOption.APPEND);

    assertThat(store().load()).isEqualTo(Map.of(one, UNSAFE, two, UNSAFE));
  }

  @Test
  void whatOthersCanWriteIsLeftOut() throws Exception {
    JudgedKey key = new JudgedKey(new FileKey(1, 2, 3, 4, 5), "/one.so", "one");
    store().add(key, UNSAFE);
    Path file = folder.resolve("guard/3.14.7");

    assertThat(store().load()).hasSize(1);
    for (String shared : List.of("rw-rw-rw-", "rw-rw----", "rw----rw-")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(shared));
      assertThat(store().load()).as(shared).isEmpty();
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(store().load()).hasSize(1);
    Path link = Files.createSymbolicLink(folder.resolve("guard/link"), file);
    assertThat(new JudgementStore(link).load()).isEmpty();
  }

  @Test
  void oldStoresMakeRoomForNewOnes() throws Exception {
    JudgedKey key = new JudgedKey(new FileKey(1, 2, 3, 4, 5), "/one.so", "one");
    for (int i = 0; i < 60; i++) {
      new JudgementStore(folder.resolve("guard/" + i)).add(key, UNSAFE);
    }

    assertThat(folder.resolve("guard").toFile().list()).hasSizeBetween(30, 50).contains("59");
  }

  @Test
  void whereNothingCanBeWrittenNothingIsKept() throws Exception {
    Path occupied = Files.writeString(folder.resolve("occupied"), "");
    JudgementStore store = new JudgementStore(occupied.resolve("guard"));

    store.add(new JudgedKey(new FileKey(1, 2, 3, 4, 5), "/one.so", "one"), UNSAFE);
    assertThat(store.load()).isEmpty();
  }
}
