package io.abiwarden.worker.check;

import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs the steps of a check on a fixed number of threads. Steps of an earlier artifact go first, so
 * that artifacts are done, and can be told, in about the order in which they were given.
 */
final class Schedule implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 10;

  private final ThreadPoolExecutor pool;
  private final AtomicLong steps = new AtomicLong();

  private record Step(int artifact, long number, Runnable work)
      implements Runnable, Comparable<Step> {

    @Override
    public void run() {
      work.run();
    }

    @Override
    public int compareTo(Step other) {
      int byArtifact = Integer.compare(artifact, other.artifact);
      return byArtifact != 0 ? byArtifact : Long.compare(number, other.number);
    }
  }

  Schedule(int threads) {
    this.pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("check-", 1).factory());
  }

  /**
   * Adds a step.
   *
   * @param artifact the number of its artifact
   * @param work throws nothing
   */
  void add(int artifact, Runnable work) {
    pool.execute(new Step(artifact, steps.incrementAndGet(), work));
  }

  /** Runs nothing more, interrupts what runs, and waits for its end, though not for ever. */
  @Override
  public void close() {
    pool.shutdownNow();
    try {
      boolean _ = pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
