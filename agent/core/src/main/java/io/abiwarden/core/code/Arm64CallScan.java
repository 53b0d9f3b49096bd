package io.abiwarden.core.code;

import io.abiwarden.core.code.CodePieces.Piece;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** Calls in AArch64 code. The place of an argument is the number of its register. */
final class Arm64CallScan extends CallScan {

  /** How many instructions lie between the parts of what belongs together. */
  private static final int NEAR = 16;

  private static final int FAR = CodePieces.AFTER / 4;

  private static final int BTI_C = 0xd503245f;
  private static final int NOP = 0xd503201f;

  /**
   * Looks for calls through some words.
   *
   * @param words the words' addresses, each with the place of the argument that counts
   */
  Arm64CallScan(Map<Long, Integer> words) {
    super(words);
  }

  @Override
  boolean stubs(Piece piece) {
    for (int i = piece.from(); i + 4 <= piece.to(); i += 4) {
      int load = load(piece, i);
      int register = load < 0 ? -1 : throughWord(word(piece, i, load));
      int jump = register < 0 ? -1 : jumpOn(piece, i, NEAR);
      if (jump >= 0 && !isCall(piece, jump)) {
        addStub(piece.addressOf(load), register);
        int before = load >= 4 ? piece.number(load - 4) : 0;
        // Apple's linker leaves a NOP where it could do without an ADRP.
        if (before == BTI_C || before == NOP) {
          addStub(piece.addressOf(load - 4), register);
        }
      }
    }
    return hasRoom();
  }

  @Override
  void calls(Piece piece, LongConsumer constants) {
    for (int i = piece.from(); i + 4 <= piece.to(); i += 4) {
      int code = piece.number(i);
      int call = -1;
      int register = -1;
      if ((code & 0x7c000000) == 0x14000000) { // b, bl
        register = toStub(piece.addressOf(i) + ((code << 6) >> 4));
        call = i;
      } else {
        int load = load(piece, i);
        if (load >= 0) {
          register = throughWord(word(piece, i, load));
          call = register < 0 ? -1 : jumpOn(piece, i, FAR);
        }
      }
      if (register >= 0 && call >= 0) {
        if (!count()) {
          return;
        }
        constant(piece, call, register).ifPresent(constants);
      }
    }
  }

  /**
   * The index of what the address of a load is made with: of the ADRP or ADR that belongs to an
   * {@code ldr x, [x, offset]}, or its own if it is relative to itself; -1 if it is no such load.
   */
  private static int load(Piece piece, int index) {
    int code = piece.number(index);
    if ((code & 0xff000000) == 0x58000000) {
      return index;
    }
    if ((code & 0xffc00000) != 0xf9400000) {
      return -1;
    }
    int base = code >>> 5 & 31;
    int first = Math.max(index - 4 * NEAR, 0);
    for (int i = index - 4; i >= first; i -= 4) {
      int before = piece.number(i);
      if ((before & 31) == base) {
        return (before & 0x1f000000) == 0x10000000 ? i : -1;
      }
      if (ends(before)) {
        return -1;
      }
    }
    return -1;
  }

  /** The address that a load reads, with what {@link #load} found. */
  private static long word(Piece piece, int load, int first) {
    int code = piece.number(first);
    int distance = (code << 8) >> 13 << 2;
    if (first == load) {
      return piece.addressOf(first) + distance;
    }
    distance |= code >>> 29 & 3;
    boolean byPage = code < 0;
    long base =
        byPage
            ? (piece.addressOf(first) & ~0xfffL) + ((long) distance << 12)
            : piece.addressOf(first) + distance;
    return base + (piece.number(load) >>> 10 & 0xfff) * 8L;
  }

  /**
   * The index of the BR or BLR to what an instruction has loaded; -1 if none follows. Loads are
   * moved out of loops, so that other blocks may lie between.
   */
  private static int jumpOn(Piece piece, int load, int reach) {
    int register = piece.number(load) & 31;
    int last = Math.min(load + 4 * (reach - 1), piece.bytes().length - 4);
    for (int i = load + 4; i <= last; i += 4) {
      int code = piece.number(i);
      if ((code & 0xffdfffff) == (0xd61f0000 | register << 5)) {
        return i;
      }
      boolean leaves = (code & 0xfffffc1f) == 0xd65f0000 || (reach == NEAR && ends(code));
      if (leaves || (!ends(code) && (code & 31) == register)) {
        return -1;
      }
    }
    return -1;
  }

  private static boolean isCall(Piece piece, int index) {
    return (piece.number(index) & 0x00200000) != 0;
  }

  /** The constant that a register has at a call, put there in the same basic block. */
  private static OptionalLong constant(Piece piece, int call, int register) {
    int first = Math.max(call - 4 * NEAR, 0);
    for (int i = call - 4; i >= first; i -= 4) {
      int code = piece.number(i);
      if ((code & 0x7fe0001f) == (0x52800000 | register)) { // movz
        return OptionalLong.of(code >>> 5 & 0xffff);
      }
      if (code == (0x320007e0 | register)) { // orr, zero, 3
        return OptionalLong.of(3);
      }
      if (ends(code) || mayChange(code, register)) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  /** Whether an instruction ends a basic block; hints do not. */
  private static boolean ends(int code) {
    return (code & 0x1c000000) == 0x14000000 && (code & 0xfffff01f) != 0xd503201f;
  }

  /** Whether an instruction may change a register; rather too often. */
  private static boolean mayChange(int code, int register) {
    boolean second = (code >>> 10 & 31) == register || (code >>> 5 & 31) == register;
    // The second register of a pair, and a base that is written back.
    boolean pairOrWriteBack =
        (code & 0x3a000000) == 0x28000000 || (code & 0x3b200000) == 0x38000000;
    return (code & 31) == register || (pairOrWriteBack && second);
  }
}
