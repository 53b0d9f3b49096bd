package io.abiwarden.cli;

/** The program's entry point. */
public final class Main {

  private Main() {}

  /**
   * Runs one command and exits with its code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.out.println("abiwarden");
  }
}
