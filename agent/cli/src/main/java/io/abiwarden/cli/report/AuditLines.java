package io.abiwarden.cli.report;

import io.abiwarden.core.coverage.Coverage;
import java.io.IOException;
import java.io.Writer;

/**
 * A line of JSON for each artifact, and the last one for what they cover where that was asked; each
 * with the name of the schema.
 */
public final class AuditLines implements AuditReport {

  private final Writer out;

  /** Writes to a writer, which the caller flushes and closes. */
  public AuditLines(Writer out) {
    this.out = out;
  }

  @Override
  public void begin() {
    // Every line stands for itself.
  }

  @Override
  public void audited(Audited audited) throws IOException {
    out.write(Json.line(AuditFields.artifact(start(), audited)));
  }

  @Override
  public void notRead(String artifact, String why) throws IOException {
    out.write(
        Json.line(
            start().put("notRead", AuditFields.notRead(new Json.Fields(), artifact, why).map())));
    out.flush();
  }

  @Override
  public void covered(Coverage coverage) throws IOException {
    out.write(Json.line(CoverageFields.addTo(start(), coverage)));
  }

  private static Json.Fields start() {
    return Json.lineOf(AuditFields.SCHEMA);
  }

  @Override
  public void end() {
    // Every line stands for itself.
  }
}
