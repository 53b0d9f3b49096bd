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
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Calls native functions by address, every argument and result a 64-bit word. The one place that
 * deals with the {@code Throwable} of a method handle.
 *
 * <p>On the supported platforms (System V on x86-64, AAPCS64) a pointer, an {@code int} and a
 * {@code Py_ssize_t} are all passed and returned in a whole register, of which the callee looks at
 * its part. So one linked shape for each number of arguments serves every function: linking is by
 * far the dearest part of a short process.
 */
final class NativeCall {

  private static final int MOST_ARGUMENTS = 6;

  private static final AtomicReferenceArray<MethodHandle> SHAPES =
      new AtomicReferenceArray<>(MOST_ARGUMENTS + 1);

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
    MethodHandle shape = shape(arguments.length);
    MemorySegment target = MemorySegment.ofAddress(function);
    try {
      return switch (arguments.length) {
        case 0 -> (long) shape.invokeExact(target);
        case 1 -> (long) shape.invokeExact(target, arguments[0]);
        case 2 -> (long) shape.invokeExact(target, arguments[0], arguments[1]);
        case 3 -> (long) shape.invokeExact(target, arguments[0], arguments[1], arguments[2]);
        case 4 ->
            (long)
                shape.invokeExact(target, arguments[0], arguments[1], arguments[2], arguments[3]);
        case 5 ->
            (long)
                shape.invokeExact(
                    target, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]);
        default ->
            (long)
                shape.invokeExact(
                    target,
                    arguments[0],
                    arguments[1],
                    arguments[2],
                    arguments[3],
                    arguments[4],
                    arguments[5]);
      };
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /**
   * Links all shapes by calling a function that ignores its arguments, for those who cannot afford
   * the linking later.
   */
  static void link(long function) {
    for (int count = 0; count <= MOST_ARGUMENTS; count++) {
      call(function, new long[count]);
    }
  }

  private static MethodHandle shape(int count) {
    MethodHandle known = SHAPES.get(count);
    if (known != null) {
      return known;
    }
    MemoryLayout[] words = new MemoryLayout[count];
    Arrays.fill(words, ValueLayout.JAVA_LONG);
    MethodHandle linked =
        Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(ValueLayout.JAVA_LONG, words));
    SHAPES.set(count, linked);
    return linked;
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
