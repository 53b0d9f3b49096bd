package io.abiwarden.guard;

import io.abiwarden.ffi.HostPython;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One Python of this process, and what is needed to judge for it: read in the background, since
 * between the loading of a libpython and its start there is no time to lose.
 */
final class PythonInProcess {

  private static final Executor THREAD =
      work -> {
        Thread thread = new Thread(null, work, "abiwarden-guard-reader", 0, false);
        thread.setDaemon(true);
        thread.start();
      };

  private final HostPython host;
  private final GuardPolicy policy;
  private final String id;
  private final CompletableFuture<Judgements> judgements;
  private @Nullable CompletableFuture<FileJudge> judge;

  PythonInProcess(HostPython host, GuardPolicy policy) {
    this.host = host;
    this.policy = policy;
    this.id = host.kind().display();
    this.judgements = CompletableFuture.supplyAsync(this::read, THREAD);
  }

  private Judgements read() {
    Judgements made = new Judgements(() -> judge().join(), JudgementStore.of(host, policy));
    if (made.size() == 0) {
      // The first extension is new for certain, and the judge is worth having by then.
      CompletableFuture<FileJudge> _ = judge();
    }
    return made;
  }

  /** The one that is being made, or was; another one where making it has failed. */
  private synchronized CompletableFuture<FileJudge> judge() {
    if (judge == null || judge.isCompletedExceptionally()) {
      // Never by an importing thread: an interrupt of that would close the library's file.
      judge = CompletableFuture.supplyAsync(this::make, THREAD);
    }
    return judge;
  }

  private FileJudge make() {
    try {
      LivePython live = LivePython.read(host.file(), host.kind());
      return new FileJudge(live, policy.target().flatMap(live::planned));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code 3.14.7t}. */
  String id() {
    return id;
  }

  /**
   * The judgements, once they can be made: whoever waits here waits for the reading of files. Asked
   * for a new file, they throw a {@link java.util.concurrent.CompletionException} while this
   * Python's library cannot be read.
   */
  Judgements judgements() {
    return judgements.join();
  }
}
