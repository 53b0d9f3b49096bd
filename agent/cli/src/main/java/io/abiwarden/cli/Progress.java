package io.abiwarden.cli;

import io.abiwarden.cli.report.Style;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far work is that takes more than a second: at a terminal, a line that is taken away at its
 * end; elsewhere, as in the log of a CI job, a line a minute, so that nobody takes it for dead.
 * Whoever works tells how far it is, from any thread.
 */
final class Progress implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 1000;
  private static final int REFRESH_MILLIS = 150;
  private static final int LOG_MILLIS = 60_000;

  private final AtomicLong done = new AtomicLong();
  private final AtomicLong total = new AtomicLong();
  private volatile String detail = "";
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Console console;
  private final Task task;
  private final Thread painter;

  /**
   * What goes on.
   *
   * @param name {@code checking}
   * @param unit what is counted, with a space before it: {@code " MB"}
   * @param unitSize how many of what is told make one unit; 0 if nothing is counted
   */
  record Task(String name, String unit, long unitSize) {

    /** Something whose size is only known at its end. */
    static Task uncounted(String name) {
      return new Task(name, "", 0);
    }

    /** {@code checking 12/40 wheels}. */
    String text(long done, long total) {
      return unitSize > 0
          ? "%s %d/%d%s".formatted(name, done / unitSize, Math.ceilDiv(total, unitSize), unit)
          : name;
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
    if (wanted) {
      progress.painter.start();
    }
    return progress;
  }

  /** Told by whoever works. */
  void at(long nowDone, long nowTotal) {
    done.set(nowDone);
    total.set(nowTotal);
  }

  /** Told by whoever works: what came of it so far, and what is being worked at. */
  void say(String now) {
    detail = now;
  }

  /** Takes the line away. */
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
    boolean terminal = console.errIsTerminal();
    int wait = terminal ? PATIENCE_MILLIS : LOG_MILLIS;
    try {
      while (!finished.await(wait, TimeUnit.MILLISECONDS)) {
        String text = text();
        if (text.isEmpty()) {
          wait = REFRESH_MILLIS;
        } else if (terminal) {
          wait = REFRESH_MILLIS;
          String line = Style.cut(text, console.errWidth() - 1);
          console.line().show(line, Style.columns(line));
        } else {
          console.notice(text);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (terminal) {
        console.line().clear();
      }
    }
  }

  /** Nothing before it is known how much there is to do. */
  private String text() {
    if (task.unitSize() > 0 && total.get() == 0) {
      return "";
    }
    String more = detail;
    return Style.plain(task.text(done.get(), total.get()) + (more.isEmpty() ? "" : "; " + more));
  }
}
