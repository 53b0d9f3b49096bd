package io.abiwarden.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/**
 * Sends what is logged to standard error: warnings, or everything of abiwarden's own with {@code
 * -v}. Written as code because reading XML would cost every start a tenth of a second.
 */
public final class Logging extends ContextAwareBase implements Configurator {

  private static final String OWN = "io.abiwarden";

  private static volatile boolean more;

  /** For the service loader. */
  public Logging() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("abiwarden: %level: %msg%n%ex");
    encoder.start();
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Lets everything of abiwarden's own be logged from now on. */
  static void sayMore() {
    more = true;
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(OWN).setLevel(Level.DEBUG);
    }
  }

  /** Whether everything that a logger says is logged, and not warnings alone. */
  static boolean saysMore(String logger) {
    return more && (logger.equals(OWN) || logger.startsWith(OWN + "."));
  }
}
