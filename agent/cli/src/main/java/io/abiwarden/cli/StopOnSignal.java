package io.abiwarden.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets what was begun be told when the user presses Ctrl-C, or the process is asked to end: the
 * work is stopped, and the JVM waits until the results that there are have been written.
 */
final class StopOnSignal implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 20;

  private final CountDownLatch written = new CountDownLatch(1);
  private final Thread hook;

  /**
   * From now on.
   *
   * @param stop stops the work, and says whether there is any whose results are to be waited for;
   *     may be called at any time, by any thread
   */
  StopOnSignal(BooleanSupplier stop) {
    this.hook =
        Thread.ofPlatform()
            .name("stop-on-signal")
            .unstarted(
                () -> {
                  if (stop.getAsBoolean()) {
                    await();
                  }
                });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void await() {
    try {
      if (!written.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything is written. */
  @Override
  public void close() {
    written.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException theJvmIsEnding) {
      // Then the hook has done its work.
      return;
    }
  }
}
