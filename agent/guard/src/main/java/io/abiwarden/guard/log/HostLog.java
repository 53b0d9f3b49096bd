package io.abiwarden.guard.log;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Writes to the first SLF4J found that logs at all, else to the platform's logger. */
final class HostLog implements GuardLog {

  static final HostLog OF_PROCESS = new HostLog();

  /** Weak, so that an application that was undeployed goes away. */
  private final List<WeakReference<ClassLoader>> loaders = new CopyOnWriteArrayList<>();

  private volatile @Nullable SlfLogger found;

  /** How many loaders were asked in vain: there may be more of them by the next line. */
  private volatile int asked = -1;

  @Override
  public void lookIn(ClassLoader loader) {
    if (loaders.stream().noneMatch(known -> known.refersTo(loader))) {
      loaders.add(new WeakReference<>(loader));
    }
  }

  @Override
  public void info(String message) {
    write("info", System.Logger.Level.INFO, message, null);
  }

  @Override
  public void warn(String message) {
    write("warn", System.Logger.Level.WARNING, message, null);
  }

  @Override
  public void error(String message, Throwable failure) {
    write("error", System.Logger.Level.ERROR, message, failure);
  }

  private void write(
      String method, System.Logger.Level level, String message, @Nullable Throwable failure) {
    try {
      if (slf().filter(logger -> logger.write(method, message, failure)).isEmpty()) {
        System.getLogger(NAME).log(level, message, failure);
      }
    } catch (Throwable e) {
      // A host's logging may fail in any way, and there is nowhere else to tell it.
      return;
    }
  }

  private Optional<SlfLogger> slf() {
    SlfLogger logger = found;
    if (logger != null && logger.isThere()) {
      return Optional.of(logger);
    }
    if (logger == null && asked == loaders.size()) {
      return Optional.empty();
    }
    asked = loaders.size();
    Optional<SlfLogger> next =
        candidates().stream().flatMap(loader -> SlfLogger.in(loader).stream()).findFirst();
    found = next.orElse(null);
    return next;
  }

  private List<ClassLoader> candidates() {
    List<ClassLoader> all = new ArrayList<>();
    all.add(HostLog.class.getClassLoader());
    for (WeakReference<ClassLoader> reference : loaders) {
      ClassLoader loader = reference.get();
      if (loader != null) {
        all.add(loader);
      }
    }
    all.add(ClassLoader.getSystemClassLoader());
    return all;
  }
}
