package io.abiwarden.cli;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the other modules, and the JDK, say to the platform's logger to ours. That is set up
 * with the first line only: the JDK asks for a logger at the end of each run, and nearly always has
 * nothing to say.
 */
public final class PlatformLogging extends System.LoggerFinder {

  /** For the service loader. */
  public PlatformLogging() {}

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new Named(name);
  }

  private record Named(String name) implements System.Logger {

    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return level != Level.OFF
          && (level.compareTo(Level.WARNING) >= 0
              || (level.compareTo(Level.DEBUG) >= 0 && Logging.saysMore(name)));
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable cause) {
      if (isLoggable(level)) {
        write(level, localised(bundle, message), cause);
      }
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... arguments) {
      if (isLoggable(level)) {
        String text = localised(bundle, format);
        write(
            level,
            arguments == null || arguments.length == 0
                ? text
                : MessageFormat.format(text, arguments),
            null);
      }
    }

    private static String localised(@Nullable ResourceBundle bundle, @Nullable String message) {
      return bundle != null && message != null && bundle.containsKey(message)
          ? bundle.getString(message)
          : String.valueOf(message);
    }

    private void write(Level level, String text, @Nullable Throwable cause) {
      Logger logger = LoggerFactory.getLogger(name);
      switch (level) {
        case ERROR -> logger.error(text, cause);
        case WARNING -> logger.warn(text, cause);
        case INFO -> logger.info(text, cause);
        default -> logger.debug(text, cause);
      }
    }
  }
}
