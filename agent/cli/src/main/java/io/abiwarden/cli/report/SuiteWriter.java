package io.abiwarden.cli.report;

import java.io.IOException;

/** A format that is written artifact by artifact, of checks and audits alike. For one thread. */
interface SuiteWriter {

  /** Writes what stands before all artifacts. */
  void begin() throws IOException;

  /** Takes one artifact. */
  void suite(Suite suite) throws IOException;

  /** Writes what stands after all artifacts. */
  void end() throws IOException;
}
