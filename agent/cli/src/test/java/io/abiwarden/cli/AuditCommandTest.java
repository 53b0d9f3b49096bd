package io.abiwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.audit.AuditedArtifact;
import io.abiwarden.core.audit.Claims;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What goes wrong with one artifact, and the rest of the run. */
class AuditCommandTest {

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void oneFailureDoesNotStopTheOthers() throws IOException {
    for (String name : new String[] {"a", "b", "c", "d", "e"}) {
      Files.writeString(folder.resolve(name + ".whl"), name);
    }
    int code =
        run(
            path ->
                switch (String.valueOf(path.getFileName())) {
                  case "a.whl" -> throw new IllegalStateException("of its own");
                  case "b.whl" -> throw new OutOfMemoryError("Java heap space");
                  case "c.whl" -> throw new StackOverflowError();
                  case "d.whl" -> throw new IOException("cannot be read");
                  default -> kept(path);
                });
    assertThat(code).isEqualTo(3);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("e.whl", "1 kept, 4 not read");
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .hasSize(4)
        .allMatch(line -> line.startsWith("abiwarden: "))
        .anyMatch(line -> line.contains("a.whl: internal failure: ") && line.contains("with -v"))
        .anyMatch(line -> line.contains("b.whl: needs more memory") && line.contains("-Xmx4g"))
        .anyMatch(line -> line.contains("c.whl: internal failure: "))
        .anyMatch(line -> line.endsWith("d.whl: cannot be read"));
  }

  /** Results wait in front of the reader, and no more than some for each thread. */
  @Test
  void noMoreIsAuditedAheadThanSomeForEachThread() throws IOException {
    for (int i = 0; i < 200; i++) {
      Files.writeString(folder.resolve("w%03d.whl".formatted(i)), "");
    }
    var audited = new AtomicInteger();
    var written = new AtomicInteger();
    var most = new AtomicInteger();
    AuditCommand command =
        new AuditCommand(
            console(
                new PrintStream(out, true, StandardCharsets.UTF_8) {
                  @Override
                  public void print(String text) {
                    written.incrementAndGet();
                    super.print(text);
                  }
                }),
            path -> {
              most.accumulateAndGet(audited.incrementAndGet() - written.get(), Math::max);
              return kept(path);
            });
    int code =
        new CommandLine(command).execute("--jobs", "3", "--format", "jsonl", folder.toString());
    assertThat(code).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(200).isSorted();
    assertThat(most.get()).isLessThanOrEqualTo(3 * 32 + 3);
  }

  @Test
  void whatIsDoneIsToldWhenTheRestIsStopped() throws IOException {
    for (int i = 0; i < 3; i++) {
      Files.createFile(folder.resolve("demo-1." + i + "-cp314-cp314-win_amd64.whl"));
    }
    PrintStream results = new PrintStream(out, true, StandardCharsets.UTF_8);
    List<AuditCommand> commands = new ArrayList<>();
    commands.add(
        new AuditCommand(
            console(results),
            path -> {
              assertThat(commands.getFirst().stop()).isTrue();
              return kept(path);
            }));
    int code =
        new CommandLine(commands.getFirst())
            .execute("--jobs", "1", "--expect", "3.14@win_amd64", folder.toString());
    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("stopped before the end; 1 done, 2 not, so that there is no grid");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("1 kept, 2 not read")
        .doesNotContain("hole");
  }

  private int run(AuditCommand.Auditing auditing) {
    PrintStream results = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new CommandLine(new AuditCommand(console(results), auditing)).execute(folder.toString());
  }

  private Console console(PrintStream results) {
    return new Console(
        results, new PrintStream(err, true, StandardCharsets.UTF_8), false, false, false, 100);
  }

  private static AuditedArtifact kept(Path path) {
    return new AuditedArtifact(
        path, Artifact.Kind.WHEEL, "", Claims.none(), AuditVerdict.KEPT, List.of(), List.of());
  }
}
