package io.abiwarden.worker.protocol;

import io.abiwarden.core.image.EntryFunction;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;

/** How a job gets to its worker. */
public final class JobCodec {

  private JobCodec() {}

  /**
   * A job together with the token of its events.
   *
   * @param job what to do
   * @param token what frames of the event log begin with
   */
  public record Assignment(WorkerJob job, long token) {}

  /**
   * Writes an assignment and flushes; the stream stays open.
   *
   * @throws IOException if the stream fails
   */
  public static void write(OutputStream stream, Assignment assignment) throws IOException {
    var out = new DataOutputStream(stream);
    WorkerJob job = assignment.job();
    out.writeLong(assignment.token());
    Wire.optional(out, job.libpython(), JobCodec::path);
    Wire.optional(out, job.home(), JobCodec::path);
    Wire.optional(out, job.program(), JobCodec::path);
    out.writeBoolean(job.siteImport());
    Wire.list(out, job.searchPath(), JobCodec::path);
    Wire.list(out, job.writable(), JobCodec::path);
    Wire.list(out, job.forbidden(), JobCodec::path);
    path(out, job.file());
    Wire.string(out, job.module());
    task(out, job.task());
    out.writeLong(job.timeout().toMillis());
    out.flush();
  }

  /**
   * Reads an assignment.
   *
   * @throws IOException if the stream fails, ends, or holds something else
   */
  public static Assignment read(InputStream stream) throws IOException {
    var in = new DataInputStream(stream);
    long token = in.readLong();
    var job =
        new WorkerJob(
            Wire.optional(in, JobCodec::path),
            Wire.optional(in, JobCodec::path),
            Wire.optional(in, JobCodec::path),
            in.readBoolean(),
            Wire.list(in, JobCodec::path),
            Wire.list(in, JobCodec::path),
            Wire.list(in, JobCodec::path),
            path(in),
            Wire.string(in),
            task(in),
            Duration.ofMillis(in.readLong()));
    return new Assignment(job, token);
  }

  private static void path(DataOutputStream out, Path path) throws IOException {
    Wire.string(out, path.toString());
  }

  private static Path path(DataInputStream in) throws IOException {
    return Path.of(Wire.string(in));
  }

  private static void task(DataOutputStream out, WorkerTask task) throws IOException {
    switch (task) {
      case WorkerTask.Probe probe -> {
        out.writeByte(1);
        Wire.string(out, probe.symbol());
        Wire.constant(out, probe.style());
        out.writeBoolean(probe.call());
      }
      case WorkerTask.Import(boolean byPath, boolean parents, String statement) -> {
        out.writeByte(2);
        out.writeBoolean(byPath);
        out.writeBoolean(parents);
        Wire.string(out, statement);
      }
      case WorkerTask.Subinterpreter(boolean byPath, boolean ownGil) -> {
        out.writeByte(3);
        out.writeBoolean(byPath);
        out.writeBoolean(ownGil);
      }
    }
  }

  private static WorkerTask task(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case 1 ->
          new WorkerTask.Probe(
              Wire.string(in), Wire.constant(in, EntryFunction.Style.class), in.readBoolean());
      case 2 -> new WorkerTask.Import(in.readBoolean(), in.readBoolean(), Wire.string(in));
      case 3 -> new WorkerTask.Subinterpreter(in.readBoolean(), in.readBoolean());
      default -> throw new ProtocolException("no task has the number " + kind);
    };
  }
}
