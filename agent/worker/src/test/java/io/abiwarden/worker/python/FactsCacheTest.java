package io.abiwarden.worker.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept counts for the very file that was read, and nothing that goes wrong is an error. */
class FactsCacheTest {

  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2024-01-01T00:00:00Z"));

  @TempDir Path folder;
  private Path kept = Path.of("");
  private FactsCache cache = new FactsCache(Optional.empty());

  /** A file of this machine that has not changed for a while: this JVM's own library of classes. */
  private final Path settled = Path.of(System.getProperty("java.home"), "lib", "modules");

  @BeforeEach
  void setUp() {
    kept = folder.resolve("not/yet/there");
    cache = new FactsCache(Optional.of(kept));
  }

  @Test
  void whatWasWrittenIsReadAgain() {
    assertThat(read(cache, settled)).isEmpty();
    write(cache, settled, "facts");
    assertThat(read(cache, settled)).contains("facts");
    assertThat(read(new FactsCache(Optional.of(kept)), settled)).contains("facts");
    assertThat(cache.entry("other", settled).read(in -> in.readUTF())).isEmpty();
    write(cache, settled, "more");
    assertThat(read(cache, settled)).contains("more");
  }

  @Test
  void aFileThatChangedJustNowMayChangeAgainUnnoticed() throws IOException {
    Path file = Files.writeString(folder.resolve("new"), "new");
    // So that it is new however long the next two lines take.
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofHours(1))));
    write(cache, file, "facts");
    assertThat(read(cache, file)).isEmpty();
  }

  @Test
  void everyChangeIsNoticed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "same size");
    Files.setLastModifiedTime(file, LONG_AGO);
    awaitSettled(file);
    write(cache, file, "facts");
    assertThat(read(cache, file)).contains("facts");

    // The same size and time, as an archive that is unpacked once more has them.
    Path other = Files.writeString(folder.resolve("other"), "emas ezis");
    Files.setLastModifiedTime(other, LONG_AGO);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(read(cache, file)).as("another file in its place").isEmpty();

    awaitSettled(file);
    write(cache, file, "facts");
    Files.writeString(file, "same sise");
    Files.setLastModifiedTime(file, LONG_AGO);
    assertThat(read(cache, file)).as("other content, time set back").isEmpty();
    Files.delete(file);
    assertThat(read(cache, file)).as("gone").isEmpty();
    write(cache, file, "of nothing");
  }

  @Test
  void aFileThatChangesWhileItIsReadIsNotKept() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "before");
    awaitSettled(file);
    FactsCache.Entry entry = cache.entry("test", file);
    Files.writeString(file, "after");
    entry.write(out -> out.writeUTF("facts of what was there before"));
    assertThat(kept).doesNotExist();
  }

  @Test
  void damageIsNoticed() throws IOException {
    write(cache, settled, "facts that are long enough to be damaged somewhere in the middle");
    Path entry = only();
    byte[] whole = Files.readAllBytes(entry);
    for (int at = 0; at < whole.length; at += 5) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      Files.write(entry, damaged);
      Optional<String> read = read(cache, settled);
      // Nothing looks at the time and the system in a gzip header.
      assertThat(read.isEmpty() || at < 10).as("byte " + at + ": " + read).isTrue();
    }
    for (int size = 0; size < whole.length; size += 29) {
      Files.write(entry, Arrays.copyOf(whole, size));
      assertThat(read(cache, settled)).as("cut to " + size).isEmpty();
    }
    write(cache, settled, "mended");
    assertThat(read(cache, settled)).contains("mended");
  }

  @Test
  void whatIsNotOursIsLeftOut() throws IOException {
    write(cache, settled, "facts");
    Path entry = only();
    Files.writeString(entry, "something else");
    assertThat(read(cache, settled)).isEmpty();
    try (OutputStream bomb = new GZIPOutputStream(Files.newOutputStream(entry))) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        bomb.write(zeros);
      }
    }
    assertThat(read(cache, settled)).isEmpty();
    Files.delete(entry);
    Files.createDirectory(entry);
    assertThat(read(cache, settled)).isEmpty();
    write(cache, settled, "facts");
  }

  @Test
  void aCacheThatCannotBeIsNoError() throws IOException {
    Path file = Files.writeString(folder.resolve("a file"), "");
    for (FactsCache none :
        List.of(
            new FactsCache(Optional.empty()),
            new FactsCache(Optional.of(file)),
            new FactsCache(Optional.of(file.resolve("below"))),
            new FactsCache(Optional.of(Path.of("/proc/abiwarden"))))) {
      write(none, settled, "facts");
      assertThat(read(none, settled)).isEmpty();
    }
  }

  @Test
  void manyAtOnceSeeAWholeEntryOrNone() throws Exception {
    List<Callable<Optional<String>>> tasks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String facts = Integer.toString(i).repeat(i);
      tasks.add(
          () -> {
            FactsCache own = new FactsCache(Optional.of(kept));
            write(own, settled, "facts " + facts);
            return read(own, settled);
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (var result : threads.invokeAll(tasks)) {
        assertThat(result.get().orElseThrow()).startsWith("facts ");
      }
    }
    assertThat(Folders.list(kept, "*")).hasSize(1);
  }

  @Test
  void interpretersAreKeptAsTheyAre() throws Exception {
    List<Path> images =
        Interpreters.discover().all().stream().flatMap(one -> one.image().stream()).toList();
    assumeTrue(!images.isEmpty(), "no interpreter with files here");
    Path file = images.getFirst();
    PythonImage first = PythonImage.of(file, cache);
    assertThat(only()).exists();
    assertThat(PythonImage.of(file, cache)).isEqualTo(first).isNotSameAs(first);
    assertThat(Files.size(only())).isLessThan(100_000);
  }

  private Path only() {
    List<Path> entries = Folders.list(kept, "*");
    assertThat(entries).hasSize(1);
    return entries.getFirst();
  }

  private static void awaitSettled(Path file) throws Exception {
    Instant limit = Instant.now().plus(Duration.ofSeconds(20));
    while (!FileIdentity.of(file).settled() && Instant.now().isBefore(limit)) {
      Thread.sleep(100);
    }
  }

  private static Optional<String> read(FactsCache cache, Path file) {
    return cache.entry("test", file).read(in -> in.readUTF());
  }

  private static void write(FactsCache cache, Path file, String facts) {
    cache.entry("test", file).write(out -> out.writeUTF(facts));
  }
}
