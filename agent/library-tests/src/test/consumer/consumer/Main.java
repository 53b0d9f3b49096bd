package consumer;

import io.abiwarden.Abiwarden;
import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.worker.check.ExtensionResult;
import io.abiwarden.worker.check.PairResult;
import java.nio.file.Path;
import java.time.Duration;

/** A program that uses the library. */
public final class Main {

  private Main() {}

  /**
   * Checks a file.
   *
   * @param args the file, the interpreter, the depth
   * @throws Exception if it cannot be checked
   */
  public static void main(String[] args) throws Exception {
    PairResult result =
        Abiwarden.check(Path.of(args[0]))
            .on(args[1])
            .depth(Depth.valueOf(args[2]))
            .timeout(Duration.ofMinutes(2))
            .byPath()
            .report()
            .result();
    ExtensionResult extension = result.extensions().getFirst();
    System.out.println(
        result.verdict() + " " + extension.decidedBy() + " " + extension.observed().detail());
    for (Finding finding : result.findings()) {
      System.out.println(finding.rule() + " " + finding.message());
    }
  }
}
