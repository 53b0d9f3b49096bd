package io.abiwarden.cli.report;

import io.abiwarden.core.coverage.Coverage;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The document {@code abiwarden/audit/1}, written as it comes. */
public final class AuditJson implements AuditReport {

  private final Json.Stream stream;
  private final AuditCounts counts = new AuditCounts();
  private final List<Json.Fields> notRead = new ArrayList<>();
  private Optional<Coverage> coverage = Optional.empty();

  /** Writes to a writer, which the caller closes. */
  public AuditJson(Writer out) {
    stream = new Json.Stream(out);
  }

  @Override
  public void begin() throws IOException {
    stream.begin(Json.document(AuditFields.SCHEMA), "artifacts");
  }

  @Override
  public void audited(Audited audited) throws IOException {
    counts.add(audited);
    stream.element(AuditFields.artifact(new Json.Fields(), audited));
  }

  @Override
  public void notRead(String artifact, String why) {
    counts.addNotRead();
    notRead.add(AuditFields.notRead(new Json.Fields(), artifact, why));
  }

  @Override
  public void covered(Coverage covered) {
    coverage = Optional.of(covered);
  }

  @Override
  public void end() throws IOException {
    Json.Fields after =
        new Json.Fields()
            .put("notRead", Json.objects(notRead, fields -> fields))
            .put("summary", counts.json().map());
    coverage.ifPresent(found -> CoverageFields.addTo(after, found));
    stream.end(after);
  }
}
