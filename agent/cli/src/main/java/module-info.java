/** The abiwarden command and its reports. */
module io.abiwarden.cli {
  requires static org.jspecify;
  requires info.picocli;
  requires me.tongfei.progressbar;
  requires tools.jackson.core;

  // picocli fills options and arguments by reflection.
  opens io.abiwarden.cli to
      info.picocli;
}
