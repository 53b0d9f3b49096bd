package io.abiwarden.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Drains what a process prints, and keeps the end of it. */
final class OutputTail {

  static final int KEPT = 64 * 1024;

  /** How long to wait for the rest when a process that outlived the worker holds the pipe. */
  private static final long PATIENCE_MILLIS = 500;

  private final InputStream in;
  private final Thread drain;
  private final byte[] ring = new byte[KEPT];
  private long total;

  OutputTail(InputStream in) {
    this.in = in;
    this.drain =
        Thread.ofPlatform().daemon().name("abiwarden-worker-output").unstarted(this::drain);
  }

  void start() {
    drain.start();
  }

  private void drain() {
    byte[] chunk = new byte[8192];
    try {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        keep(chunk, n);
      }
    } catch (IOException closed) {
      // Whatever was printed until now is kept.
      return;
    }
  }

  private synchronized void keep(byte[] chunk, int length) {
    int at = (int) (total % KEPT);
    int first = Math.min(length, KEPT - at);
    System.arraycopy(chunk, 0, ring, at, first);
    System.arraycopy(chunk, first, ring, 0, length - first);
    total += length;
  }

  /** The end of what was printed, once the process has ended. */
  String text() throws InterruptedException {
    drain.join(PATIENCE_MILLIS);
    return kept();
  }

  private synchronized String kept() {
    byte[] kept;
    if (total <= KEPT) {
      kept = Arrays.copyOf(ring, (int) total);
    } else {
      int at = (int) (total % KEPT);
      kept = new byte[KEPT];
      System.arraycopy(ring, at, kept, 0, KEPT - at);
      System.arraycopy(ring, 0, kept, KEPT - at, at);
    }
    return new String(kept, StandardCharsets.UTF_8);
  }
}
