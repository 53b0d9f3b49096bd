package io.abiwarden.worker.telling;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Drains what a process prints, and keeps the end of it. Safe for several threads. */
public final class OutputTail {

  /** How much is kept, in bytes. */
  public static final int KEPT = 64 * 1024;

  /** How long to wait for the rest when a process that outlived the worker holds the pipe. */
  private static final long PATIENCE_MILLIS = 500;

  private final InputStream in;
  private final Thread drain;
  private final byte[] ring = new byte[KEPT];
  private long total;

  /**
   * For a process's output.
   *
   * @param in read to its end once {@link #start} was called
   */
  public OutputTail(InputStream in) {
    this.in = in;
    this.drain =
        Thread.ofPlatform().daemon().name("abiwarden-worker-output").unstarted(this::drain);
  }

  /** Begins to read, in a thread of its own. */
  public void start() {
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
    notifyAll();
  }

  /** The end of what was printed, once the process has ended. */
  public String text() throws InterruptedException {
    drain.join(PATIENCE_MILLIS);
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /**
   * The end of what was printed, by a process that goes on.
   *
   * @param mark what the process prints when all that is of interest is out; not part of the answer
   */
  public synchronized String upTo(byte[] mark) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    byte[] kept = bytes();
    while (!endsWith(kept, mark)) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return new String(kept, StandardCharsets.UTF_8);
      }
      wait(left);
      kept = bytes();
    }
    return new String(kept, 0, kept.length - mark.length, StandardCharsets.UTF_8);
  }

  private static boolean endsWith(byte[] bytes, byte[] end) {
    int from = bytes.length - end.length;
    return from >= 0 && Arrays.equals(bytes, from, bytes.length, end, 0, end.length);
  }

  /** Begins anew: what was printed until now is of no interest any more. */
  public synchronized void forget() {
    total = 0;
  }

  private synchronized byte[] bytes() {
    if (total <= KEPT) {
      return Arrays.copyOf(ring, (int) total);
    }
    int at = (int) (total % KEPT);
    byte[] kept = new byte[KEPT];
    System.arraycopy(ring, at, kept, 0, KEPT - at);
    System.arraycopy(ring, 0, kept, KEPT - at, at);
    return kept;
  }
}
