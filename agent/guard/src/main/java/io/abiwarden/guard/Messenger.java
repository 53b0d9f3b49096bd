package io.abiwarden.guard;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread on which the guard logs, tells its listeners, and looks after Python: whoever
 * imports only leaves word. A logger or a listener may want a lock whose holder waits for the GIL,
 * so it must never be waited for by a thread that has the GIL.
 */
final class Messenger {

  /** Words that may wait; more are counted and dropped, so that a slow listener costs no memory. */
  private static final int MOST_WAITING = 10_000;

  private static final long QUICK_MILLIS = 10;
  private static final long SLOW_MILLIS = 250;
  private static final int QUICK_LOOKS = 1000;
  private static final int PATIENCE_SECONDS = 2;

  private final ScheduledThreadPoolExecutor thread;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();
  private final Consumer<Throwable> onFailure;
  private volatile @Nullable Thread worker;

  /**
   * Starts the thread.
   *
   * @param onFailure hears of what goes wrong on it
   */
  Messenger(Consumer<Throwable> onFailure) {
    this.onFailure = onFailure;
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread made = new Thread(null, work, "abiwarden-guard", 0, false);
              made.setDaemon(true);
              worker = made;
              return made;
            });
    thread.prestartCoreThread();
  }

  /** Does something soon, after all that was told before. Never waits. */
  void tell(Runnable word) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      dropped.incrementAndGet();
      return;
    }
    thread.execute(
        () -> {
          waiting.decrementAndGet();
          carefully(word);
        });
  }

  /**
   * Does something soon and waits for it, two seconds at most; at once where this is the thread of
   * these words. Not for a thread that Python knows.
   */
  void tellAndWait(Runnable word) {
    if (Thread.currentThread().equals(worker)) {
      word.run();
      return;
    }
    CountDownLatch done = new CountDownLatch(1);
    tell(
        () -> {
          word.run();
          done.countDown();
        });
    try {
      var _ = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does something after a while. */
  void later(long millis, Runnable word) {
    var _ = thread.schedule(() -> carefully(word), millis, TimeUnit.MILLISECONDS);
  }

  /** Looks again and again, quickly at first, until it is done. */
  void until(BooleanSupplier done) {
    look(done, 0);
  }

  private void look(BooleanSupplier done, int looks) {
    var _ =
        thread.schedule(
            () ->
                carefully(
                    () -> {
                      if (!done.getAsBoolean()) {
                        look(done, looks + 1);
                      }
                    }),
            looks < QUICK_LOOKS ? QUICK_MILLIS : SLOW_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private void carefully(Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      onFailure.accept(e);
    }
  }

  /** How many words were dropped. */
  long dropped() {
    return dropped.get();
  }
}
