package io.abiwarden.worker.fork;

import io.abiwarden.worker.log.WorkerLog;
import io.abiwarden.worker.protocol.WorkerFolder;
import io.abiwarden.worker.protocol.WorkerJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The interpreters that were started by their commands, kept warm. Safe for several threads: each
 * job has a server for itself while it runs.
 */
public final class ForkServers implements AutoCloseable {

  /** Linux's SIGKILL: what somebody else does to a process. */
  private static final int KILLED = 9;

  /** How often something is tried that may have been ended from outside. */
  private static final int ATTEMPTS = 8;

  private record Key(Path command, boolean site) {}

  private final Map<Key, Deque<ForkServer>> idle = new HashMap<>();
  private final Set<Key> unusable = new HashSet<>();
  private final Set<ForkServer> all = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  /** None is started yet. */
  public ForkServers() {}

  /**
   * Does a job in a child of its interpreter. One that was lost or killed with no sign of whose
   * doing that was is done again, a few times, so that what happens to a process from outside is
   * not held against a module.
   *
   * @param folder the child's, which is the caller's to delete
   * @return empty if the interpreter cannot be used in this way
   * @throws InterruptedException if the calling thread is interrupted
   */
  public Optional<ChildEnd> run(WorkerJob job, WorkerFolder folder) throws InterruptedException {
    if (job.program().isEmpty()) {
      return Optional.empty();
    }
    Key key = new Key(job.program().get(), job.siteImport());
    Optional<ChildEnd> end = once(key, job, folder);
    for (int i = 1;
        i < ATTEMPTS && !closed && end.filter(ForkServers::fromOutside).isPresent();
        i++) {
      end = once(key, job, folder);
    }
    return end;
  }

  private static boolean fromOutside(ChildEnd end) {
    return end.how() == ChildEnd.How.LOST
        || (end.how() == ChildEnd.How.SIGNAL && end.code() == KILLED);
  }

  private Optional<ChildEnd> once(Key key, WorkerJob job, WorkerFolder folder)
      throws InterruptedException {
    Optional<ForkServer> server = take(key);
    if (server.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(server.get().run(job, folder));
    } finally {
      giveBack(key, server.get());
    }
  }

  private Optional<ForkServer> take(Key key) throws InterruptedException {
    synchronized (this) {
      if (unusable.contains(key)) {
        return Optional.empty();
      }
      Deque<ForkServer> waiting = idle.getOrDefault(key, new ArrayDeque<>());
      while (!waiting.isEmpty()) {
        ForkServer server = waiting.pop();
        if (server.usable()) {
          return Optional.of(server);
        }
        end(server);
      }
    }
    for (int i = 1; !closed; i++) {
      try {
        return Optional.of(start(key));
      } catch (IOException e) {
        if (i == ATTEMPTS) {
          WorkerLog.debug(() -> "imports are done another way: " + e.getMessage());
          synchronized (this) {
            unusable.add(key);
          }
          return Optional.empty();
        }
      }
    }
    throw new InterruptedException("no more interpreters are started");
  }

  /** Known from the first moment, so that none is overlooked when all are ended. */
  private ForkServer start(Key key) throws IOException, InterruptedException {
    ForkServer server = ForkServer.start(key.command(), key.site());
    all.add(server);
    try {
      if (closed) {
        throw new InterruptedException("no more interpreters are started");
      }
      server.greet();
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      end(server);
      throw e;
    }
  }

  private void giveBack(Key key, ForkServer server) {
    if (!server.usable()) {
      end(server);
      return;
    }
    synchronized (this) {
      idle.computeIfAbsent(key, k -> new ArrayDeque<>()).push(server);
    }
  }

  private void end(ForkServer server) {
    all.remove(server);
    server.close();
  }

  /** Ends all of them, and what they are at. */
  @Override
  public void close() {
    closed = true;
    all.forEach(ForkServer::close);
    all.clear();
  }
}
