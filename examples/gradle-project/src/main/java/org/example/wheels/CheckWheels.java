package org.example.wheels;

import io.abiwarden.Abiwarden;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.PairResult;
import io.abiwarden.worker.python.NoSuchInterpreterException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** Checks wheels on an interpreter, from a program: {@code CheckWheels PYTHON WHEEL...}. */
public final class CheckWheels {

  private CheckWheels() {}

  public static void main(String[] args) throws InterruptedException {
    Path[] wheels = Arrays.stream(args).skip(1).map(Path::of).toArray(Path[]::new);
    try {
      CheckReport report =
          Abiwarden.check(wheels).on(args[0]).timeout(Duration.ofSeconds(30)).report();
      for (CheckedArtifact artifact : report.artifacts()) {
        for (PairResult result : artifact.results()) {
          System.out.println(
              artifact.artifact() + " on " + result.python().id() + ": " + result.verdict().shown());
        }
      }
    } catch (NoSuchInterpreterException e) {
      System.out.println(e.getMessage());
    }
  }
}
