package io.abiwarden.junit;

import io.abiwarden.core.artifact.ImageNames;
import io.abiwarden.core.artifact.WheelTree;
import io.abiwarden.worker.check.CheckListener;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckRequest;
import io.abiwarden.worker.check.Checker;
import io.abiwarden.worker.python.NoSuchInterpreterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

/**
 * Checkers whose interpreters are started already, each used by one check at a time, so that a
 * check which is interrupted takes only its own workers along. No more workers run at once than
 * there are permits, however many tests do. Safe for several threads.
 *
 * <p>What is idle waits for the next check until {@link #closeIdle}, or the end of the JVM.
 */
final class WarmCheckers {

  /** Those that all tests of this JVM share. */
  static final WarmCheckers OF_THIS_JVM =
      new WarmCheckers(Runtime.getRuntime().availableProcessors());

  /** Each keeps processes of every interpreter that it was used for; no more than this many do. */
  private static final int MOST_IDLE = 8;

  private final Semaphore workers;
  private final Deque<Warm> idle = new ArrayDeque<>();
  private int round;

  /** A checker, and when it was made. */
  private record Warm(Checker checker, int round) {}

  WarmCheckers(int workers) {
    this.workers = new Semaphore(workers, true);
  }

  /**
   * Checks, once there is room for another worker.
   *
   * @throws NoSuchInterpreterException if a name of the request names none
   * @throws InterruptedException if the calling thread is interrupted; its workers are gone then
   */
  CheckReport check(CheckRequest request) throws NoSuchInterpreterException, InterruptedException {
    int jobs = acquire(Math.min(request.jobs(), uses(request)));
    try {
      return checkNow(request.withJobs(jobs));
    } finally {
      workers.release(jobs);
    }
  }

  private CheckReport checkNow(CheckRequest request)
      throws NoSuchInterpreterException, InterruptedException {
    Warm warm = take();
    boolean sound = false;
    try {
      CheckReport report = warm.checker().check(request);
      sound = !report.stopped();
      return report;
    } finally {
      giveBack(warm, sound);
    }
  }

  /** Waits for one, and takes of the others what is free. */
  private int acquire(int wanted) throws InterruptedException {
    workers.acquire();
    int jobs = 1;
    while (jobs < wanted && workers.tryAcquire()) {
      jobs++;
    }
    return jobs;
  }

  /**
   * How many workers a check can use at once: a wheel of one extension leaves the rest to others.
   */
  private static int uses(CheckRequest request) {
    if (request.artifacts().size() != 1 || request.pythons().size() != 1) {
      return Integer.MAX_VALUE;
    }
    Path path = request.artifacts().getFirst();
    if (Files.isDirectory(path)) {
      return Integer.MAX_VALUE;
    }
    // Of what is no file, a pipe say, opening it might never end.
    if (!path.toString().endsWith(".whl") || !Files.isRegularFile(path)) {
      return 1;
    }
    try (WheelTree tree = WheelTree.open(path)) {
      return Math.max(1, (int) tree.files().stream().filter(ImageNames::isOne).count());
    } catch (IOException e) {
      // The check will say so.
      return 1;
    }
  }

  private synchronized Warm take() {
    return idle.isEmpty()
        ? new Warm(new Checker(ThisMachine.pythons(), CheckListener.NONE), round)
        : idle.pop();
  }

  private void giveBack(Warm warm, boolean sound) {
    synchronized (this) {
      if (sound && warm.round() == round && idle.size() < MOST_IDLE) {
        idle.push(warm);
        return;
      }
    }
    warm.checker().close();
  }

  /** Ends the processes of those that are idle now, and of those in use as soon as they are. */
  void closeIdle() {
    Deque<Warm> over;
    synchronized (this) {
      round++;
      over = new ArrayDeque<>(idle);
      idle.clear();
    }
    over.forEach(warm -> warm.checker().close());
  }
}
