package io.abiwarden.guard;

/** Threads of the guard's own, which never keep a JVM from ending. */
final class Background {

  private Background() {}

  static void start(Runnable work) {
    Thread thread = new Thread(null, work, "abiwarden-guard", 0, false);
    thread.setDaemon(true);
    thread.start();
  }
}
