package io.abiwarden.core.code;

import io.abiwarden.core.code.CodePieces.Piece;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** Calls in x86-64 code, of which only the bytes of calls and jumps are looked for. */
final class X86CallScan extends CallScan {

  private static final byte CALL = (byte) 0xe8;
  private static final byte JUMP = (byte) 0xe9;
  private static final byte INDIRECT = (byte) 0xff;
  private static final int CALL_WORD = 0x15;
  private static final int JUMP_WORD = 0x25;
  private static final int ENDBR64 = 0xfa1e0ff3;

  /** rsi and rdx; rdx and r8. */
  private static final List<Integer> SYSTEM_V = List.of(7, 6, 2);

  private static final List<Integer> WINDOWS = List.of(1, 2, 8);

  /**
   * Looks for calls through some words.
   *
   * @param words the words' addresses, each with the place of the argument that counts
   * @param windows whether arguments are passed as on Windows
   */
  X86CallScan(Map<Long, Integer> words, boolean windows) {
    super(
        words.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, e -> (windows ? WINDOWS : SYSTEM_V).get(e.getValue()))));
  }

  @Override
  boolean stubs(Piece piece) {
    byte[] code = piece.bytes();
    int end = Math.min(piece.to(), code.length - 5);
    for (int i = piece.from(); i < end; i++) {
      if (code[i] == INDIRECT && code[i + 1] == JUMP_WORD) {
        int register = throughWord(piece.addressOf(i + 6) + piece.number(i + 2));
        if (register >= 0) {
          stub(piece, i, register);
        }
      }
    }
    return hasRoom();
  }

  /**
   * A jump may have a prefix, {@code endbr64}, or the index of the PLT's entry (mold) before it.
   */
  private void stub(Piece piece, int jump, int register) {
    byte[] code = piece.bytes();
    int start = jump;
    addStub(piece.addressOf(start), register);
    if (start >= 1 && (code[start - 1] == (byte) 0xf2 || code[start - 1] == 0x48)) {
      start--;
      addStub(piece.addressOf(start), register);
    }
    if (start >= 6 && code[start - 6] == 0x41 && code[start - 5] == (byte) 0xbb) {
      start -= 6;
      addStub(piece.addressOf(start), register);
    }
    if (start >= 4 && piece.number(start - 4) == ENDBR64) {
      addStub(piece.addressOf(start - 4), register);
    }
  }

  @Override
  void calls(Piece piece, LongConsumer constants) {
    byte[] code = piece.bytes();
    int end = Math.min(piece.to(), code.length - 4);
    for (int i = piece.from(); i < end; i++) {
      byte opcode = code[i];
      int length = 5;
      int register = -1;
      if (opcode == CALL || opcode == JUMP) {
        register = toStub(piece.addressOf(i + 5) + piece.number(i + 1));
      } else if (opcode == INDIRECT
          && (code[i + 1] == CALL_WORD || code[i + 1] == JUMP_WORD)
          && i + 6 <= code.length) {
        length = 6;
        register = throughWord(piece.addressOf(i + 6) + piece.number(i + 2));
      }
      if (register >= 0) {
        if (!count()) {
          return;
        }
        int first = Math.max(i - CodePieces.BEFORE, 0);
        X86Block.before(
                Arrays.copyOfRange(code, first, i + length), first == 0 && piece.isFirst(), length)
            .constant(register)
            .ifPresent(constants);
      }
    }
  }
}
