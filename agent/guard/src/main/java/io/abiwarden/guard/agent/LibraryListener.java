package io.abiwarden.guard.agent;

import io.abiwarden.ffi.HostPython;
import io.abiwarden.guard.log.GuardLog;
import java.lang.foreign.MemorySegment;
import java.lang.instrument.Instrumentation;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hears of the libraries that a host loads, on the host's threads, and has them looked at. */
final class LibraryListener implements Consumer<@Nullable Object> {

  /**
   * No other library's functions are in a block of this size (64 KiB) with those of a libpython,
   * whose tables, larger than that, lie before and after them.
   */
  private static final int BLOCK_BITS = 16;

  /** A host whose functions are in more blocks is not asked about them any longer. */
  private static final int MOST_BLOCKS = 1 << 14;

  /** How far down the stack the guard's own calls are looked for: they end in the JDK soon. */
  private static final int NEAR = 64;

  private static final String NATIVE_SIDE = HostPython.class.getPackageName() + ".";

  private final Instrumentation instrumentation;
  private final Installation installation;
  private final Runnable onPython;
  private final Set<Long> blocks = ConcurrentHashMap.newKeySet();

  /**
   * A listener that has new Pythons guarded.
   *
   * @param onPython called when one was
   */
  LibraryListener(Instrumentation instrumentation, Installation installation, Runnable onPython) {
    this.instrumentation = instrumentation;
    this.installation = installation;
    this.onPython = onPython;
  }

  @Override
  public void accept(@Nullable Object what) {
    if ((what instanceof MemorySegment function && !isNew(function)) || isInside()) {
      return;
    }
    if (installation.look()) {
      addLoggers(what);
      onPython.run();
    }
  }

  /**
   * Whether no function near this one has been seen: a host makes hundreds of method handles, and
   * looking takes a while.
   */
  private boolean isNew(MemorySegment function) {
    return blocks.size() < MOST_BLOCKS && blocks.add(function.address() >>> BLOCK_BITS);
  }

  /**
   * Whether this thread is inside of something that the guard itself may need: its own native side,
   * as looking at libraries takes native calls, which come along here as well; or a class of the
   * JDK that is being initialised, for which other threads of the guard would wait while this one
   * waits for them. None of these brings a Python.
   */
  private static boolean isInside() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .limit(NEAR)
                    .anyMatch(
                        frame ->
                            frame.getClassName().startsWith(NATIVE_SIDE)
                                || (frame.getMethodName().equals("<clinit>")
                                    && isOfJdk(frame.getClassName()))));
  }

  private static boolean isOfJdk(String type) {
    return type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.");
  }

  /** The logging of whoever loads Python is the best one, then any that somebody uses. */
  private void addLoggers(@Nullable Object what) {
    GuardLog log = GuardLog.host();
    if (what instanceof Class<?> loading && loading.getClassLoader() != null) {
      log.lookIn(loading.getClassLoader());
    }
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (context != null) {
      log.lookIn(context);
    }
    addUsedLoggers(instrumentation);
  }

  /** Those whose SLF4J has been loaded, wherever that is. */
  static void addUsedLoggers(Instrumentation instrumentation) {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getName().equals("org.slf4j.LoggerFactory") && type.getClassLoader() != null) {
        GuardLog.host().lookIn(type.getClassLoader());
      }
    }
  }
}
