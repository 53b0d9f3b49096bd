package io.abiwarden.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The functions and data of one opened libpython, by name; a function is linked when it is first
 * called, and missing ones are allowed until then.
 *
 * <p>Bound by hand, as jextract's functions look names up in a class loader, which does not see
 * what {@code dlopen} opened. May be used by any thread, as far as the functions may.
 */
final class FunctionTable {

  private final long library;
  private final Map<PythonFunction, MethodHandle> handles = new ConcurrentHashMap<>();

  /**
   * The table of a library.
   *
   * @param library the handle that {@code dlopen} returned
   */
  FunctionTable(long library) {
    this.library = library;
  }

  /** The address of a name. */
  OptionalLong find(String symbol) {
    return DynamicLoader.find(library, symbol);
  }

  /** Whether the library has a function. */
  boolean has(PythonFunction function) {
    return handles.containsKey(function) || find(function.symbol()).isPresent();
  }

  /**
   * Calls a function.
   *
   * @param arguments as many as it has: pointers as addresses, narrower integers widened
   * @return its result, sign-extended; 0 if it has none
   * @throws UnsupportedOperationException if this libpython has no such function
   */
  long call(PythonFunction function, long... arguments) {
    MethodHandle handle = handles.get(function);
    if (handle == null) {
      handle = link(address(function), function.descriptor());
      handles.put(function, handle);
    }
    return invoke(handle, arguments);
  }

  /** The address of a function that the library must have. */
  MemorySegment address(PythonFunction function) {
    return MemorySegment.ofAddress(address(function.symbol()));
  }

  /**
   * The address of a name that the library must have.
   *
   * @throws UnsupportedOperationException if this libpython has no such name
   */
  long address(String symbol) {
    return find(symbol)
        .orElseThrow(
            () -> new UnsupportedOperationException("this libpython does not export " + symbol));
  }

  /** A handle that takes all arguments in one {@code long[]} and returns a {@code long}. */
  static MethodHandle link(MemorySegment function, FunctionDescriptor descriptor) {
    MethodHandle exact = Linker.nativeLinker().downcallHandle(function, descriptor);
    int count = exact.type().parameterCount();
    Class<?>[] longs = new Class<?>[count];
    Arrays.fill(longs, long.class);
    return MethodHandles.explicitCastArguments(exact, MethodType.methodType(long.class, longs))
        .asSpreader(long[].class, count);
  }

  /** Calls a handle that {@link #link} made. */
  static long invoke(MethodHandle handle, long... arguments) {
    try {
      return (long) handle.invokeExact(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a native function throws nothing", e);
    }
  }

  /**
   * Calls a function that takes pointers and returns a struct by value.
   *
   * @param function a downcall handle with an allocator in front
   * @param arena where the struct goes
   */
  static MemorySegment invokeForStruct(
      MethodHandle function, Arena arena, MemorySegment... pointers) {
    try {
      return (MemorySegment)
          function
              .asSpreader(MemorySegment[].class, pointers.length)
              .invokeExact((SegmentAllocator) arena, pointers);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a native function throws nothing", e);
    }
  }
}
