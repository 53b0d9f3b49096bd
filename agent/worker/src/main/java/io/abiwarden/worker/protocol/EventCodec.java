package io.abiwarden.worker.protocol;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalInt;

/** Events as bytes. */
final class EventCodec {

  private EventCodec() {}

  static byte[] encode(Event event) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      write(out, event);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Decodes what {@link #encode} made.
   *
   * @throws IOException if the bytes are anything else
   */
  static Event decode(byte[] bytes) throws IOException {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Event event = read(in);
      if (in.available() > 0) {
        throw new ProtocolException(in.available() + " bytes too many in an event");
      }
      return event;
    }
  }

  private static void write(DataOutputStream out, Event event) throws IOException {
    switch (event) {
      case Event.Reached reached -> {
        out.writeByte(1);
        Wire.constant(out, reached.phase());
        Wire.string(out, reached.subject());
        Wire.optional(out, reached.file(), Wire::string);
      }
      case Event.Defined defined -> {
        out.writeByte(2);
        Wire.string(out, defined.module());
        DefinitionCodec.definition(out, defined.definition());
      }
      case Event.Exported exported -> {
        out.writeByte(3);
        Wire.string(out, exported.module());
        DefinitionCodec.slots(out, exported.slots());
      }
      case Event.Mismatch(String module, String message) -> {
        out.writeByte(4);
        Wire.string(out, module);
        Wire.string(out, message);
      }
      case Event.Gil(String module, boolean before, boolean after) -> {
        out.writeByte(5);
        Wire.string(out, module);
        out.writeBoolean(before);
        out.writeBoolean(after);
      }
      case Event.GilEnabled(String module) -> {
        out.writeByte(6);
        Wire.string(out, module);
      }
      case Event.StandIn standIn -> {
        out.writeByte(7);
        Wire.string(out, standIn.name());
        Wire.optional(out, standIn.error(), EventCodec::error);
      }
      case Event.Loaded loaded -> {
        out.writeByte(8);
        Wire.optional(out, loaded.file(), Wire::string);
      }
      case Event.Raised(PythonError error) -> {
        out.writeByte(9);
        error(out, error);
      }
      case Event.Exiting(OptionalInt code) -> {
        out.writeByte(10);
        out.writeBoolean(code.isPresent());
        out.writeInt(code.orElse(0));
      }
      case Event.Unable(String reason) -> {
        out.writeByte(11);
        Wire.string(out, reason);
      }
      case Event.Finished() -> out.writeByte(12);
      case Event.Created(String module, InitStyle style) -> {
        out.writeByte(13);
        Wire.string(out, module);
        Wire.constant(out, style);
      }
      case Event.Ran(Optional<PythonError> error) -> {
        out.writeByte(14);
        Wire.optional(out, error, EventCodec::error);
      }
    }
  }

  private static Event read(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case 1 ->
          new Event.Reached(
              Wire.constant(in, Phase.class), Wire.string(in), Wire.optional(in, Wire::string));
      case 2 -> new Event.Defined(Wire.string(in), DefinitionCodec.definition(in));
      case 3 -> new Event.Exported(Wire.string(in), DefinitionCodec.slots(in));
      case 4 -> new Event.Mismatch(Wire.string(in), Wire.string(in));
      case 5 -> new Event.Gil(Wire.string(in), in.readBoolean(), in.readBoolean());
      case 6 -> new Event.GilEnabled(Wire.string(in));
      case 7 -> new Event.StandIn(Wire.string(in), Wire.optional(in, EventCodec::error));
      case 8 -> new Event.Loaded(Wire.optional(in, Wire::string));
      case 9 -> new Event.Raised(error(in));
      case 10 -> exiting(in.readBoolean(), in.readInt());
      case 11 -> new Event.Unable(Wire.string(in));
      case 12 -> new Event.Finished();
      case 13 -> new Event.Created(Wire.string(in), Wire.constant(in, InitStyle.class));
      case 14 -> new Event.Ran(Wire.optional(in, EventCodec::error));
      default -> throw new ProtocolException("no event has the number " + kind);
    };
  }

  private static Event exiting(boolean known, int code) {
    return new Event.Exiting(known ? OptionalInt.of(code) : OptionalInt.empty());
  }

  private static void error(DataOutputStream out, PythonError error) throws IOException {
    Wire.string(out, error.type());
    Wire.string(out, error.message());
    Wire.list(out, error.causes(), Wire::string);
    Wire.list(out, error.traceback(), Wire::string);
    Wire.optional(out, error.importName(), Wire::string);
    out.writeBoolean(error.own());
  }

  private static PythonError error(DataInputStream in) throws IOException {
    return new PythonError(
        Wire.string(in),
        Wire.string(in),
        Wire.list(in, Wire::string),
        Wire.list(in, Wire::string),
        Wire.optional(in, Wire::string),
        in.readBoolean());
  }
}
