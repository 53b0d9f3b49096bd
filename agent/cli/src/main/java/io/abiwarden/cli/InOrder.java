package io.abiwarden.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Works on many things at the same time, and hands over what comes of them in the order of the
 * things. No more results wait than a few for each thread, so that memory does not grow with their
 * number.
 */
final class InOrder {

  /** How many things each thread may be ahead. */
  private static final int AHEAD = 4;

  private InOrder() {}

  /** Takes one result. */
  interface Taker<R> {
    /**
     * Called on the calling thread, once for each thing, in order.
     *
     * @return whether to go on
     */
    boolean take(R result) throws IOException;
  }

  /**
   * Does the work.
   *
   * @param jobs how many threads work, 1 or more; with 1, the calling thread does
   * @throws InterruptedException if the calling thread is interrupted
   */
  static <T, R> void run(List<T> things, int jobs, Function<T, R> work, Taker<R> taker)
      throws IOException, InterruptedException {
    if (jobs == 1 || things.size() < 2) {
      for (T thing : things) {
        if (!taker.take(work.apply(thing))) {
          return;
        }
      }
      return;
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(jobs, things.size()), Thread.ofPlatform().daemon().name("job").factory());
    try {
      Deque<Future<R>> waiting = new ArrayDeque<>();
      for (T thing : things) {
        waiting.add(threads.submit(() -> work.apply(thing)));
        if (waiting.size() >= jobs * AHEAD && !taker.take(result(waiting.remove()))) {
          return;
        }
      }
      while (!waiting.isEmpty()) {
        if (!taker.take(result(waiting.remove()))) {
          return;
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static <R> R result(Future<R> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException("work failed", e);
      }
    }
  }
}
