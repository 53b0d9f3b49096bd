package io.abiwarden.guard.log;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A logger of an SLF4J that some class loader sees.
 *
 * <p>It is held weakly, and so are its classes, as they may belong to an application that goes
 * away; while that is there, its logger factory keeps the logger. Lines are few, so methods are
 * looked up for each.
 */
final class SlfLogger {

  private final WeakReference<Object> logger;

  private SlfLogger(Object logger) {
    this.logger = new WeakReference<>(logger);
  }

  /** The guard's logger there; empty without SLF4J, and where nothing is bound to it. */
  static Optional<SlfLogger> in(ClassLoader loader) {
    try {
      Class<?> factory = Class.forName("org.slf4j.LoggerFactory", true, loader);
      MethodHandle get =
          MethodHandles.publicLookup()
              .findStatic(factory, "getLogger", MethodType.methodType(type(factory), String.class));
      Object logger = get.invoke(GuardLog.NAME);
      // A host that bound nothing would never see that a wrong build was let in.
      return logger == null || logger.getClass().getName().endsWith(".NOPLogger")
          ? Optional.empty()
          : Optional.of(new SlfLogger(logger));
    } catch (Throwable e) {
      // None here, or one that cannot start: the next one is as good.
      return Optional.empty();
    }
  }

  /** Whether its application is still there. */
  boolean isThere() {
    return logger.get() != null;
  }

  /**
   * Writes a line.
   *
   * @param method the name of the level
   * @return whether it was written; not if the logger is gone or failed
   */
  boolean write(String method, String message, @Nullable Throwable failure) {
    Object target = logger.get();
    if (target == null) {
      return false;
    }
    try {
      MethodHandle write =
          MethodHandles.publicLookup()
              .findVirtual(
                  type(target.getClass()),
                  method,
                  MethodType.methodType(void.class, String.class, Throwable.class));
      write.invoke(target, message, failure);
      return true;
    } catch (Throwable e) {
      return false;
    }
  }

  private static Class<?> type(Class<?> near) throws ClassNotFoundException {
    return Class.forName("org.slf4j.Logger", false, near.getClassLoader());
  }
}
