package consumer.tests;

import static io.abiwarden.junit.AbiwardenAssertions.assertThat;

import java.nio.file.Path;

/** A program that uses the assertions. */
public final class Main {

  private Main() {}

  /**
   * Asserts something that is true, and something that is not.
   *
   * @param args a file that loads, the interpreter
   */
  public static void main(String[] args) {
    assertThat(Path.of(args[0])).on(args[1]).loads();
    try {
      assertThat(Path.of(args[0])).on(args[1]).isStoppedBy("AW201");
    } catch (AssertionError e) {
      System.out.println("passed; " + e.getMessage().lines().findFirst().orElse(""));
    }
  }
}
