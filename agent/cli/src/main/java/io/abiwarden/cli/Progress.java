package io.abiwarden.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar on standard error for work that takes more than a second; nothing for what is faster, nor
 * where nobody watches. Whoever works tells how far it is, from any thread.
 */
final class Progress implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 1000;
  private static final int REFRESH_MILLIS = 150;

  private final AtomicLong done = new AtomicLong();
  private final AtomicLong total = new AtomicLong();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Console console;
  private final Task task;
  private final Thread painter;

  /**
   * What goes on.
   *
   * @param name {@code checking}
   * @param unit what is counted, with a space before it: {@code " MB"}
   * @param unitSize how many of what is told make one unit; 0 if nothing is counted, so that only
   *     the time shows
   */
  record Task(String name, String unit, long unitSize) {

    /** Something whose size is only known at its end. */
    static Task uncounted(String name) {
      return new Task(name, "", 0);
    }

    boolean counted() {
      return unitSize > 0;
    }
  }

  private Progress(Console console, Task task) {
    this.console = console;
    this.task = task;
    this.painter = Thread.ofPlatform().daemon().name("progress").unstarted(this::paint);
  }

  /**
   * Starts to wait for the second to pass.
   *
   * @param wanted whether the user wants any progress at all
   */
  static Progress start(Console console, Task task, boolean wanted) {
    Progress progress = new Progress(console, task);
    if (wanted && console.errIsTerminal()) {
      progress.painter.start();
    }
    return progress;
  }

  /** Told by whoever works. */
  void at(long nowDone, long nowTotal) {
    done.set(nowDone);
    total.set(nowTotal);
  }

  /** Takes the bar away. */
  @Override
  public void close() {
    finished.countDown();
    try {
      painter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void paint() {
    try {
      if (finished.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
      while (task.counted() && total.get() == 0) {
        if (finished.await(REFRESH_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
      try (ProgressBar bar = bar()) {
        do {
          if (task.counted()) {
            bar.maxHint(total.get());
            bar.stepTo(done.get());
          }
        } while (!finished.await(REFRESH_MILLIS, TimeUnit.MILLISECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ProgressBar bar() {
    return new ProgressBarBuilder()
        .setTaskName(task.name())
        .setUnit(task.unit(), Math.max(1, task.unitSize()))
        .setInitialMax(task.counted() ? total.get() : -1)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(REFRESH_MILLIS)
        .setConsumer(new ConsoleProgressBarConsumer(console.err(), console.width() - 1))
        .clearDisplayOnFinish()
        .build();
  }
}
