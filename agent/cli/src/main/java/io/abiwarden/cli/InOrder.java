package io.abiwarden.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Works on many things at the same time, the largest of those at hand first, so that no thread is
 * left with one of them at the end; and hands over what comes of them in the order of the things.
 * No more results wait than some for each thread, so that memory does not grow with their number.
 */
final class InOrder {

  /** How many things each thread may be ahead. */
  private static final int AHEAD = 32;

  /** How often somebody who waits looks whether all of it is to be stopped. */
  private static final int PATIENCE_MILLIS = 100;

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
   * @param size how much work a thing is, in whatever unit
   * @param stopped whether to leave what is not done; may be called at any time
   * @throws InterruptedException if the calling thread is interrupted
   */
  static <T, R> void run(
      List<T> things,
      int jobs,
      ToLongFunction<T> size,
      Function<T, R> work,
      BooleanSupplier stopped,
      Taker<R> taker)
      throws IOException, InterruptedException {
    if (jobs == 1 || things.size() < 2) {
      for (T thing : things) {
        if (stopped.getAsBoolean() || !taker.take(work.apply(thing))) {
          return;
        }
      }
      return;
    }
    int count = Math.min(jobs, things.size());
    ExecutorService threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("job").factory());
    try {
      Deque<Future<R>> waiting = new ArrayDeque<>();
      for (T thing : things) {
        Task<R> task = new Task<>(size.applyAsLong(thing), () -> work.apply(thing));
        waiting.add(task);
        threads.execute(task);
        if (waiting.size() >= jobs * AHEAD
            && !(isDone(waiting.element(), stopped) && taker.take(result(waiting.remove())))) {
          return;
        }
      }
      while (!waiting.isEmpty()) {
        if (!(isDone(waiting.element(), stopped) && taker.take(result(waiting.remove())))) {
          return;
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Some work; what there is more of comes first. */
  private static final class Task<R> extends FutureTask<R> implements Comparable<Task<?>> {

    private final long size;

    Task(long size, Callable<R> work) {
      super(work);
      this.size = size;
    }

    @Override
    public int compareTo(Task<?> other) {
      return Long.compare(other.size, size);
    }
  }

  /**
   * Waits until something is done, or all of it is to be stopped.
   *
   * @return whether it is done
   */
  private static boolean isDone(Future<?> future, BooleanSupplier stopped)
      throws InterruptedException {
    while (!stopped.getAsBoolean()) {
      if (isDoneSoon(future)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDoneSoon(Future<?> future) throws InterruptedException {
    try {
      Object ignored = future.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillAtWork) {
      return false;
    } catch (ExecutionException e) {
      // Whoever takes the result hears of it.
      return true;
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
