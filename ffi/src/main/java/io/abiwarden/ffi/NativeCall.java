package io.abiwarden.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * Calls native functions by address, every argument and result a 64-bit word. The one place that
 * deals with the {@code Throwable} of a method handle.
 *
 * <p>On the supported platforms (System V on x86-64, AAPCS64) a pointer, an {@code int} and a
 * {@code Py_ssize_t} are all passed and returned in a whole register, of which the callee looks at
 * its part, and at none of the registers for arguments that it does not have. So one linked shape
 * serves every function: linking is by far the dearest part of a short process.
 */
final class NativeCall {

  /** As many as have a register on both platforms. */
  private static final int MOST_ARGUMENTS = 6;

  private static final MethodHandle SHAPE = shape();

  private NativeCall() {}

  /**
   * Calls a function.
   *
   * @param function its address
   * @param arguments at most six
   * @return the register in which results come: for an {@code int} only the lower half counts, for
   *     a {@code void} nothing
   */
  static long call(long function, long... arguments) {
    if (arguments.length > MOST_ARGUMENTS) {
      throw new IllegalArgumentException("no function here takes " + arguments.length);
    }
    MemorySegment target = MemorySegment.ofAddress(function);
    try {
      return (long)
          SHAPE.invokeExact(
              target,
              argument(arguments, 0),
              argument(arguments, 1),
              argument(arguments, 2),
              argument(arguments, 3),
              argument(arguments, 4),
              argument(arguments, 5));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static long argument(long[] arguments, int index) {
    return index < arguments.length ? arguments[index] : 0;
  }

  private static MethodHandle shape() {
    MemoryLayout[] words = new MemoryLayout[MOST_ARGUMENTS];
    Arrays.fill(words, ValueLayout.JAVA_LONG);
    return Linker.nativeLinker()
        .downcallHandle(FunctionDescriptor.of(ValueLayout.JAVA_LONG, words));
  }

  /**
   * Calls a function that takes pointers and returns a struct by value.
   *
   * @param function its address
   * @param struct the layout of what it returns
   * @param arena where the struct goes
   */
  static MemorySegment callForStruct(
      long function, MemoryLayout struct, Arena arena, MemorySegment... pointers) {
    MemoryLayout[] parameters = new MemoryLayout[pointers.length];
    Arrays.fill(parameters, ValueLayout.ADDRESS);
    MethodHandle handle =
        Linker.nativeLinker()
            .downcallHandle(
                MemorySegment.ofAddress(function), FunctionDescriptor.of(struct, parameters))
            .asSpreader(MemorySegment[].class, pointers.length);
    try {
      return (MemorySegment) handle.invokeExact((SegmentAllocator) arena, pointers);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static Error unexpected(Throwable e) {
    return switch (e) {
      case RuntimeException mistake -> throw mistake;
      case Error error -> error;
      default -> new AssertionError("a native function throws nothing", e);
    };
  }
}
