package io.abiwarden.guard;

import io.abiwarden.ffi.HostPython;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One Python of this process, and what is needed to judge for it: read in the background, since
 * between the loading of a libpython and its start there is no time to lose.
 */
final class PythonInProcess {

  private final HostPython host;
  private final String id;
  private final CompletableFuture<Judgements> judgements;

  PythonInProcess(HostPython host, GuardPolicy policy) {
    this.host = host;
    this.id = host.kind().display();
    this.judgements = CompletableFuture.supplyAsync(() -> read(host, policy), Background::start);
  }

  private static Judgements read(HostPython host, GuardPolicy policy) {
    try {
      LivePython live = LivePython.read(host.file(), host.kind());
      return new Judgements(new FileJudge(live, policy.target().flatMap(live::planned)));
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
   * The judgements, once they can be made: whoever waits here waits for the reading of one file.
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
