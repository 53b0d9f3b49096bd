package io.abiwarden.cli;

/** The program's entry point. */
public final class Main {

  private Main() {}

  /**
   * Runs one command and exits with its code: 0 everything passed, 1 something did not, 2 usage or
   * an input that could not be read, 3 abiwarden itself failed.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    Console console = Console.ofProcess();
    // What is logged goes the same way, so that it does not mix with progress.
    System.setErr(console.err());
    int code = Cli.run(console, args);
    console.flush();
    System.exit(code);
  }
}
