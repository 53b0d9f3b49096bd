package io.abiwarden.guard;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * The main class of hosts in which many things happen at once. Arguments as those of {@link
 * GuardedHost}, with a scenario in the place of "when"; its {@code code.py} defines {@code
 * step(number)}, which every scenario calls as often as the property {@code rounds} says.
 */
@SuppressWarnings("restricted") // To be a host is to call native code.
final class StressHost {

  private static final int THREADS = 64;
  private static final int ROUNDS = Integer.getInteger("rounds", 1);

  private final Path folder;
  private final String code;
  private final AtomicInteger failures = new AtomicInteger();
  private final MethodHandle run;
  private final MethodHandle ensure;
  private final MethodHandle release;
  private final MethodHandle save;
  private final MethodHandle restore;
  private final MethodHandle newInterpreter;
  private final MethodHandle endInterpreter;
  private final MethodHandle current;
  private final MethodHandle swap;

  private StressHost(Path folder, SymbolLookup python) throws Exception {
    this.folder = folder;
    this.code = Files.readString(folder.resolve("code.py"));
    FunctionDescriptor pointer = FunctionDescriptor.of(ADDRESS);
    FunctionDescriptor ofPointer = FunctionDescriptor.ofVoid(ADDRESS);
    this.run =
        function(
            python, "PyRun_SimpleStringFlags", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
    this.ensure = function(python, "PyGILState_Ensure", FunctionDescriptor.of(JAVA_INT));
    this.release = function(python, "PyGILState_Release", FunctionDescriptor.ofVoid(JAVA_INT));
    this.save = function(python, "PyEval_SaveThread", pointer);
    this.restore = function(python, "PyEval_RestoreThread", ofPointer);
    this.newInterpreter = function(python, "Py_NewInterpreter", pointer);
    this.endInterpreter = function(python, "Py_EndInterpreter", ofPointer);
    this.current = function(python, "PyThreadState_Get", pointer);
    this.swap = function(python, "PyThreadState_Swap", FunctionDescriptor.of(ADDRESS, ADDRESS));
  }

  public static void main(String[] arguments) throws Throwable {
    Path folder = Path.of(arguments[0]);
    SymbolLookup python = GuardedHost.open(arguments[1]);
    if (!arguments[3].isEmpty()) {
      Guard _ = Guard.install(GuardPolicy.parse(arguments[3]));
    }
    function(python, "Py_InitializeEx", FunctionDescriptor.ofVoid(JAVA_INT)).invoke(0);
    StressHost host = new StressHost(folder, python);
    host.python(host.code);
    switch (arguments[2]) {
      case "threads" -> host.detached(host::threads);
      case "interrupts" -> host.detached(host::interrupts);
      case "locks" -> host.detached(host::locks);
      case "subinterpreters" -> host.subinterpreters();
      case "exit" -> host.detached(host::exit);
      default -> throw new IllegalArgumentException(arguments[2]);
    }
    host.end();
  }

  private static MethodHandle function(
      SymbolLookup python, String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(python.findOrThrow(name), descriptor);
  }

  private void end() {
    GuardedHost.note(folder, "failures=" + failures.get());
    GuardedHost.note(folder, "end=reached");
    System.exit(0);
  }

  /** Work of this host, on one of its threads. */
  @FunctionalInterface
  private interface Work {
    void run() throws Throwable;
  }

  /** Lets other threads at Python while this one waits for them. */
  private void detached(Work work) throws Throwable {
    var mine = (MemorySegment) save.invoke();
    work.run();
    restore.invoke(mine);
  }

  private void python(String text) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      if ((int) run.invoke(arena.allocateFrom(text), 0L) != 0) {
        failures.incrementAndGet();
      }
    }
  }

  /** One step, on a thread that Python does not know yet. */
  private void step(int number) {
    try {
      int state = (int) ensure.invoke();
      try {
        python("step(" + number + ")");
      } finally {
        release.invoke(state);
      }
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void together(Thread.Builder kind, int count, IntConsumer work)
      throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      threads.add(
          kind.start(
              () -> {
                try {
                  ready.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                work.accept(number);
              }));
    }
    ready.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static IntConsumer rounds(IntConsumer step) {
    return thread -> {
      for (int round = 0; round < ROUNDS; round++) {
        step.accept(thread + round);
      }
    };
  }

  /** Different files at once, then the same one, from threads of both kinds. */
  private void threads() throws InterruptedException {
    for (Thread.Builder kind : List.of(Thread.ofPlatform(), Thread.ofVirtual())) {
      together(kind, THREADS, rounds(this::step));
      together(kind, THREADS, rounds(_ -> step(0)));
    }
  }

  /** An interrupted thread's file channels close; its imports must be decided on all the same. */
  private void interrupts() throws InterruptedException {
    AtomicInteger lost = new AtomicInteger();
    List<Thread> workers = new ArrayList<>();
    AtomicBoolean over = new AtomicBoolean();
    Thread interrupter =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!over.get()) {
                    synchronized (workers) {
                      workers.forEach(Thread::interrupt);
                    }
                    LockSupport.parkNanos(50_000);
                  }
                });
    together(
        Thread.ofPlatform(),
        8,
        rounds(
            number -> {
              synchronized (workers) {
                workers.add(Thread.currentThread());
              }
              Thread.currentThread().interrupt();
              step(number);
              synchronized (workers) {
                workers.remove(Thread.currentThread());
              }
              if (!Thread.interrupted()) {
                lost.incrementAndGet();
              }
            }));
    over.set(true);
    interrupter.join();
    GuardedHost.note(folder, "lost=" + lost);
  }

  /** Half of the threads hold a lock that writing a log line takes, and want Python's GIL. */
  private void locks() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    AtomicInteger logged = new AtomicInteger();
    OutputStream locked =
        new OutputStream() {
          @Override
          public void write(int character) {
            lock.lock();
            try {
              logged.incrementAndGet();
            } finally {
              lock.unlock();
            }
          }
        };
    System.setOut(new PrintStream(locked, true, StandardCharsets.UTF_8));
    together(
        Thread.ofPlatform(),
        16,
        rounds(
            number -> {
              if (number % 2 == 0) {
                lock.lock();
                try {
                  step(number);
                } finally {
                  lock.unlock();
                }
              } else {
                step(number);
              }
            }));
    for (int i = 0; i < 3000 && logged.get() == 0; i++) {
      Thread.sleep(20);
    }
    GuardedHost.note(folder, "logged=" + (logged.get() > 0));
  }

  /** What a round leaves behind would show as growth between the middle and the end. */
  private void subinterpreters() throws Throwable {
    var mine = (MemorySegment) current.invoke();
    for (int round = 0; round < 2 * ROUNDS; round++) {
      if (round == ROUNDS) {
        measure("middle");
      }
      var other = (MemorySegment) newInterpreter.invoke();
      python(code + "\nstep(" + round + ")");
      endInterpreter.invoke(other);
      var _ = (MemorySegment) swap.invoke(mine);
    }
    measure("last");
  }

  private void measure(String when) throws Exception {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(50);
    }
    Runtime java = Runtime.getRuntime();
    long heap = (java.totalMemory() - java.freeMemory()) >> 10;
    GuardedHost.note(folder, when + ".heap=" + heap);
    for (String list : List.of("fd", "task")) {
      try (Stream<Path> entries = Files.list(Path.of("/proc/self", list))) {
        GuardedHost.note(folder, when + "." + list + "=" + entries.count());
      }
    }
  }

  /** The JVM ends while imports are being decided on. */
  private void exit() throws InterruptedException {
    for (int i = 0; i < 8; i++) {
      int number = i;
      var _ =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    for (int round = number; ; round++) {
                      step(round);
                    }
                  });
    }
    Thread.sleep(ROUNDS * 100L);
    end();
  }
}
