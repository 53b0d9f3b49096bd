package io.abiwarden.guard;

import io.abiwarden.ffi.HostPython;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
  private @Nullable FileJudge judge;

  PythonInProcess(HostPython host, GuardPolicy policy) {
    this.host = host;
    this.policy = policy;
    this.id = host.kind().display();
    this.judgements = CompletableFuture.supplyAsync(this::read, THREAD);
  }

  private Judgements read() {
    Judgements made = new Judgements(this::judge, JudgementStore.of(host, policy));
    if (made.size() == 0) {
      // The first extension is new for certain, and the judge is worth having by then.
      var _ = judge();
    }
    return made;
  }

  private synchronized FileJudge judge() {
    FileJudge present = judge;
    if (present != null) {
      return present;
    }
    try {
      LivePython live = LivePython.read(host.file(), host.kind());
      FileJudge made = new FileJudge(live, policy.target().flatMap(live::planned));
      judge = made;
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HostPython host() {
    return host;
  }

  /** {@code 3.14.7t}. */
  String id() {
    return id;
  }

  /**
   * The judgements, once they can be made: whoever waits here waits for the reading of files.
   *
   * @throws UncheckedIOException if this Python's library could not be read
   */
  Judgements judgements() {
    try {
      return judgements.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof UncheckedIOException unreadable ? unreadable : e;
    }
  }
}
