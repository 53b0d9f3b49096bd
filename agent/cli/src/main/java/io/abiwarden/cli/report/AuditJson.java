package io.abiwarden.cli.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** The document {@code abiwarden/audit/1}, written as it comes. */
public final class AuditJson implements AuditReport {

  private final Json.Stream stream;
  private final AuditCounts counts = new AuditCounts();
  private final List<Json.Fields> notRead = new ArrayList<>();

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
  public void end() throws IOException {
    stream.end(
        new Json.Fields()
            .put("notRead", Json.objects(notRead, fields -> fields))
            .put("summary", counts.json().map()));
  }
}
