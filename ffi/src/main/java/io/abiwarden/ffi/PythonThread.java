package io.abiwarden.ffi;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The one thread on which Python lives, from before its initialisation to its end.
 *
 * <p>Its stack is 64 MB: on Java's default stack, recursion that plain Python ends with a
 * RecursionError overflows the stack and kills the JVM.
 */
final class PythonThread {

  private static final long STACK_BYTES = 64L << 20;

  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(null, work, "python", STACK_BYTES);
            // Python's work may never end; that must not keep the JVM alive.
            thread.setDaemon(true);
            this.thread = thread;
            return thread;
          });

  private volatile @Nullable Thread thread;

  boolean isCurrent() {
    return Thread.currentThread().equals(thread);
  }

  /**
   * Runs work and waits for its end, interrupts put off.
   *
   * @throws Exception what the work threw, as it is
   */
  <T> T run(Callable<T> work) throws Exception {
    Future<T> future = executor.submit(work);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Exception cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void stop() {
    executor.shutdown();
  }
}
