package io.abiwarden.guard.hosts;

import java.io.OutputStream;

/** A host without Python: it says that it runs, and how its guard is if it is asked to wait. */
public final class QuietHost {

  private QuietHost() {}

  /** {@code exit CODE}, {@code state}, or nothing. */
  public static void main(String[] arguments) throws Exception {
    System.out.println("host runs");
    // Many hosts write their properties somewhere, which fails if a value is no text.
    System.getProperties().store(OutputStream.nullOutputStream(), "");
    if (arguments.length > 0 && arguments[0].equals("state")) {
      String state = "starting";
      for (int i = 0; i < 6000 && state.equals("starting"); i++) {
        Thread.sleep(10);
        state = System.getProperty("io.abiwarden.guard");
      }
      System.out.println(state);
    }
    if (arguments.length > 1 && arguments[0].equals("exit")) {
      System.exit(Integer.parseInt(arguments[1]));
    }
  }
}
