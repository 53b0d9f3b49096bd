/** The abiwarden command and its reports. */
module io.abiwarden.cli {
  requires static org.jspecify;
  requires ch.qos.logback.classic;
  requires ch.qos.logback.core;
  requires info.picocli;
  requires io.abiwarden.worker;
  requires org.slf4j;
  requires tools.jackson.core;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.toml;

  // picocli fills options and arguments by reflection.
  opens io.abiwarden.cli to
      info.picocli;

  provides ch.qos.logback.classic.spi.Configurator with
      io.abiwarden.cli.Logging;
  provides System.LoggerFinder with
      io.abiwarden.cli.PlatformLogging;
}
