package io.abiwarden.worker.protocol;

import io.abiwarden.core.definition.AbiInfo;
import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.HeaderKind;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.Slot;
import io.abiwarden.core.definition.SlotArray;
import io.abiwarden.core.memory.Word;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Definitions and slot arrays on the wire. */
final class DefinitionCodec {

  /** One more than CPython follows, so that a reader's own limit shows and not this one. */
  private static final int DEEPEST = 8;

  private DefinitionCodec() {}

  static void definition(DataOutputStream out, RawDefinition value) throws IOException {
    out.writeLong(value.address());
    Wire.constant(out, value.layout());
    Wire.constant(out, value.header());
    Wire.optional(out, value.name(), Wire::string);
    out.writeLong(value.size());
    Wire.optional(out, value.slots(), DefinitionCodec::slots);
    RawDefinition.Members members = value.members();
    word(out, members.name());
    word(out, members.doc());
    word(out, members.methods());
    word(out, members.slots());
    word(out, members.traverse());
    word(out, members.clear());
    word(out, members.free());
  }

  static RawDefinition definition(DataInputStream in) throws IOException {
    return new RawDefinition(
        in.readLong(),
        Wire.constant(in, DefinitionLayout.class),
        Wire.constant(in, HeaderKind.class),
        Wire.optional(in, Wire::string),
        in.readLong(),
        Wire.optional(in, DefinitionCodec::slots),
        new RawDefinition.Members(
            word(in), word(in), word(in), word(in), word(in), word(in), word(in)));
  }

  static void slots(DataOutputStream out, SlotArray value) throws IOException {
    out.writeBoolean(value.complete());
    Wire.list(out, value.slots(), DefinitionCodec::slot);
  }

  static SlotArray slots(DataInputStream in) throws IOException {
    return slots(in, 0);
  }

  private static SlotArray slots(DataInputStream in, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new ProtocolException("slot arrays are nested more than " + DEEPEST + " deep");
    }
    boolean complete = in.readBoolean();
    return new SlotArray(Wire.list(in, each -> slot(each, depth)), complete);
  }

  private static void slot(DataOutputStream out, Slot value) throws IOException {
    Wire.constant(out, value.form());
    out.writeInt(value.id());
    out.writeInt(value.flags());
    word(out, value.value());
    Wire.optional(out, value.abiInfo(), DefinitionCodec::abiInfo);
    Wire.optional(out, value.nested(), DefinitionCodec::slots);
  }

  private static Slot slot(DataInputStream in, int depth) throws IOException {
    return new Slot(
        Wire.constant(in, Slot.Form.class),
        in.readInt(),
        in.readInt(),
        word(in),
        Wire.optional(in, DefinitionCodec::abiInfo),
        Wire.optional(in, nested -> slots(nested, depth + 1)));
  }

  private static void word(DataOutputStream out, Word word) throws IOException {
    switch (word) {
      case Word.Value(long value) -> {
        out.writeByte(0);
        out.writeLong(value);
      }
      case Word.Import(String symbol, long addend) -> {
        out.writeByte(1);
        Wire.string(out, symbol);
        out.writeLong(addend);
      }
      case Word.Unreadable() -> out.writeByte(2);
    }
  }

  private static Word word(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case 0 -> new Word.Value(in.readLong());
      case 1 -> new Word.Import(Wire.string(in), in.readLong());
      case 2 -> new Word.Unreadable();
      default -> throw new ProtocolException("no kind of word has the number " + kind);
    };
  }

  private static void abiInfo(DataOutputStream out, AbiInfo value) throws IOException {
    out.writeByte(value.majorVersion());
    out.writeByte(value.minorVersion());
    out.writeShort(value.flags());
    out.writeInt(value.buildVersion());
    out.writeInt(value.abiVersion());
  }

  private static AbiInfo abiInfo(DataInputStream in) throws IOException {
    return new AbiInfo(
        in.readUnsignedByte(),
        in.readUnsignedByte(),
        in.readUnsignedShort(),
        in.readInt(),
        in.readInt());
  }
}
