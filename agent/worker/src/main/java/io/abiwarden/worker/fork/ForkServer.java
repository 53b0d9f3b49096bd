package io.abiwarden.worker.fork;

import io.abiwarden.core.definition.ModuleObject;
import io.abiwarden.core.memory.Memory;
import io.abiwarden.core.python.PythonVersion;
import io.abiwarden.worker.protocol.Event;
import io.abiwarden.worker.protocol.WorkerFolder;
import io.abiwarden.worker.protocol.WorkerJob;
import io.abiwarden.worker.telling.Definitions;
import io.abiwarden.worker.telling.Narrator;
import io.abiwarden.worker.telling.OutputTail;
import io.abiwarden.worker.telling.Reporter;
import io.abiwarden.worker.telling.Script;
import io.abiwarden.worker.telling.Telling;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One interpreter that was started by its command and serves imports, one after the other. Used by
 * one thread at a time; {@link #close} may be called by any.
 */
final class ForkServer implements AutoCloseable {

  private static final SecureRandom TOKENS = new SecureRandom();

  /** Reads the rest of the program; its length comes first. */
  private static final String LOADER =
      """
      import os
      def read(size):
          data = b""
          while len(data) < size:
              piece = os.read(0, size - len(data))
              if not piece:
                  os._exit(0)
              data += piece
          return data.decode()
      exec(compile(read(int(read(16))), "<abiwarden>", "exec"), {"__name__": "abiwarden"})
      """;

  /** Without core files, which the shell can forbid in one word. */
  private static final String SHELL = "ulimit -c 0; exec \"$0\" \"$@\"";

  private static final long START_SECONDS = 30;

  /** How much longer than its child a server may take to answer. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** How often to look whether the server is still there. */
  private static final long LOOK_MILLIS = 250;

  /** How long to wait for the end of what was killed; it takes a moment. */
  private static final long GONE_MILLIS = 2000;

  private final Path command;
  private final Process process;
  private final long token;
  private final byte[] mark;
  private final OutputStream requests;
  private final OutputTail output;
  private final BlockingQueue<Telling> told = new LinkedBlockingQueue<>();
  private final Thread listener;
  private PythonVersion version = PythonVersion.of(3, 0, 0);
  private boolean freeThreaded;
  private volatile Optional<ProcessHandle> child = Optional.empty();
  private volatile boolean ending;

  private ForkServer(Path command, Process process, long token) {
    this.command = command;
    this.process = process;
    this.token = token;
    this.mark = ByteBuffer.allocate(Long.BYTES).putLong(token).array();
    this.requests = process.getOutputStream();
    this.output = new OutputTail(process.getErrorStream());
    output.start();
    Frames frames = new Frames(process.getInputStream(), token);
    listener =
        Thread.ofPlatform().daemon().name("abiwarden-fork-server").start(() -> listen(frames));
  }

  private void listen(Frames frames) {
    try {
      for (Optional<Telling> next = frames.next(); next.isPresent(); next = frames.next()) {
        if (next.get().what().equals("started")) {
          started(next.get());
        } else {
          told.add(next.get());
        }
      }
    } catch (IOException closed) {
      // Whoever waits sees that the process is gone.
      return;
    }
  }

  /** A child that the server made while it was killed would be nobody's, and go on for ever. */
  private void started(Telling telling) {
    child = ProcessHandle.of(telling.number(1).orElse(-1));
    if (ending) {
      child.ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /**
   * Starts an interpreter, which is to be greeted before it is used.
   *
   * @param command the interpreter's command
   * @param site whether its {@code site} runs
   * @throws IOException if there is no process to be had; the message is one line
   */
  static ForkServer start(Path command, boolean site) throws IOException {
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", SHELL, command.toString(), "-I"));
    if (!site) {
      words.add("-S");
    }
    words.addAll(List.of("-c", LOADER));
    return new ForkServer(command, new ProcessBuilder(words).start(), TOKENS.nextLong());
  }

  /**
   * Tells the interpreter what to do, and waits until it is ready.
   *
   * @throws IOException if it does not start; the message is one line
   * @throws InterruptedException if the calling thread is interrupted
   */
  void greet() throws IOException, InterruptedException {
    byte[] program =
        (Script.bootstrap() + "\n\n" + Script.text(ForkServer.class, "forkserver.py"))
            .getBytes(StandardCharsets.UTF_8);
    try {
      requests.write(
          String.format(Locale.ROOT, "%16d", program.length).getBytes(StandardCharsets.US_ASCII));
      requests.write(program);
      Frames.write(requests, List.of(HexFormat.of().toHexDigits(token)));
    } catch (IOException gone) {
      throw new IOException(command + " does not start: " + lastWords(), gone);
    }
    Telling ready = next(System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS)).orElse(null);
    if (ready == null || !ready.what().equals("ready")) {
      throw new IOException(command + " does not start: " + lastWords());
    }
    version = new PythonVersion(ready.number(1).orElse(0));
    freeThreaded = ready.text(2).equals("1");
  }

  private String lastWords() throws InterruptedException {
    process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    String last = output.text().strip();
    last = last.substring(last.lastIndexOf('\n') + 1);
    if (!last.isEmpty()) {
      return last;
    }
    return process.isAlive() ? "it does not answer" : "exit code " + process.exitValue();
  }

  /** The next thing that is told; empty if the server is gone, or the time is up. */
  private Optional<Telling> next(long deadline) throws InterruptedException {
    while (true) {
      Telling next = told.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (next != null) {
        return Optional.of(next);
      }
      boolean gone = !process.isAlive();
      if (gone || System.nanoTime() - deadline > 0) {
        // What it said last may have come in meanwhile.
        return Optional.ofNullable(gone ? told.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS) : null);
      }
    }
  }

  /** Whether it can do another job. */
  boolean usable() {
    return process.isAlive() && child.isEmpty() && told.isEmpty();
  }

  /**
   * Has a child do a job, and waits for its end.
   *
   * @param folder the child's, which is the caller's to delete
   * @throws InterruptedException if the calling thread is interrupted; the server is closed first
   */
  ChildEnd run(WorkerJob job, WorkerFolder folder) throws InterruptedException {
    long started = System.nanoTime();
    output.forget();
    List<Event> events = new ArrayList<>();
    Reporter reporter = new Reporter(events::add);
    Narrator narrator = new Narrator(reporter, () -> definitions(reporter));
    try {
      Frames.write(requests, Requests.of(job, folder));
    } catch (IOException gone) {
      return end(ChildEnd.How.LOST, 0, events, started);
    }
    long deadline = started + job.timeout().plus(GRACE).toNanos();
    try {
      while (true) {
        Optional<Telling> next = next(deadline);
        if (next.isEmpty()) {
          ChildEnd.How how = process.isAlive() ? ChildEnd.How.TIMEOUT : ChildEnd.How.LOST;
          close();
          return end(how, 0, events, started);
        }
        Telling telling = next.get();
        switch (telling.what()) {
          case "ended" -> {
            child = Optional.empty();
            return end(how(telling), telling.number(2).orElse(0), events, started);
          }
          case "created", "returned" -> decide(narrator.hear(telling));
          default -> narrator.hear(telling);
        }
      }
    } catch (InterruptedException e) {
      close();
      throw e;
    }
  }

  /** Reads definitions while a child waits: its memory may be another one the next time. */
  private Definitions definitions(Reporter reporter) {
    Memory memory = new ChildMemory(this::page);
    return new Definitions(
        memory,
        module -> ModuleObject.definition(memory, version, freeThreaded, module),
        freeThreaded,
        version.text() + version.preRelease() + (freeThreaded ? "t" : ""),
        reporter);
  }

  private ChildEnd end(ChildEnd.How how, int code, List<Event> events, long started)
      throws InterruptedException {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
    return new ChildEnd(how, code, events, elapsed, output.upTo(mark));
  }

  private static ChildEnd.How how(Telling ended) {
    return switch (ended.text(1)) {
      case "exit" -> ChildEnd.How.EXIT;
      case "signal" -> ChildEnd.How.SIGNAL;
      case "timeout" -> ChildEnd.How.TIMEOUT;
      default -> ChildEnd.How.LOST;
    };
  }

  private void decide(Optional<String> veto) {
    reply(veto.map(why -> List.of("stop", why)).orElse(List.of("go")));
  }

  private boolean reply(List<String> texts) {
    try {
      Frames.write(requests, texts);
      return true;
    } catch (IOException gone) {
      // Its end is noticed where it is waited for.
      return false;
    }
  }

  /** A page of the child's memory. Any other word that comes in between is not the child's. */
  private Optional<byte[]> page(long address, int size) {
    if (!reply(List.of("read", Long.toUnsignedString(address), Integer.toString(size)))) {
      return Optional.empty();
    }
    try {
      Telling answer = told.poll(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      if (answer != null && answer.what().equals("memory")) {
        return Optional.of(HexFormat.of().parseHex(answer.text(1)));
      }
      if (answer != null && answer.what().equals("ended")) {
        told.add(answer);
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (IllegalArgumentException notHex) {
      return Optional.empty();
    }
  }

  /** Ends the server, and the child that it has; both are gone afterwards. */
  @Override
  public void close() {
    ending = true;
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    child.ifPresent(ProcessHandle::destroyForcibly);
    awaitEnd();
    try {
      requests.close();
    } catch (IOException e) {
      // A broken pipe: its reader is gone, as it should be.
      return;
    }
  }

  /** The last child has the pipe that is listened to, and says that it is there before all else. */
  private void awaitEnd() {
    try {
      if (process.waitFor(GONE_MILLIS, TimeUnit.MILLISECONDS)) {
        listener.join(GONE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
