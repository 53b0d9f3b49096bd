package io.abiwarden.core.code;

import io.abiwarden.core.code.Value.Known;
import io.abiwarden.core.code.Value.Result;
import io.abiwarden.core.code.Value.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Calls, jumps to other functions, and what imported functions do. */
final class Calls {

  private static final int DEEPEST = 32;
  private static final int ARGUMENTS = 6;

  private final Tracer tracer;
  private final LibraryFunctions library;

  Calls(Tracer tracer) {
    this.tracer = tracer;
    this.library = new LibraryFunctions(tracer);
  }

  /** Follows a call; the path goes on in the function called, or behind the call. */
  void call(State state, Value target, long returnAddress) {
    switch (target) {
      case Known(long address) when enterable(state, address) -> {
        if (tracer.endings.mayReturn(address) || tracer.endings.isBrief(address)) {
          enter(state, address, returnAddress);
        } else {
          state.finish(Path.End.NO_RETURN, Arithmetic.UNKNOWN);
        }
      }
      case Symbol(String name, long addend) when addend == 0 ->
          imported(state, name, returnAddress)
              .ifPresent(function -> enter(state, function, returnAddress));
      case Known(long address) when tracer.image.isCode(address) -> skip(state, returnAddress);
      default -> somewhere(state, returnAddress);
    }
  }

  /** Steps over a function of the image that lies too deep. */
  private void skip(State state, long returnAddress) {
    tracer.machine.clobber(state);
    state.registers[tracer.machine.resultRegister()] = Arithmetic.UNKNOWN;
    state.complete = false;
    state.pc = returnAddress;
  }

  /** Steps over a function whose address only a running process knows. */
  private void somewhere(State state, long returnAddress) {
    List<Value> arguments = arguments(state);
    Value result = state.add(new Path.Call(Path.Call.SOMEWHERE, arguments));
    disturb(state, Path.Call.SOMEWHERE, arguments);
    tracer.machine.clobber(state);
    state.registers[tracer.machine.resultRegister()] = result;
    state.complete = false;
    state.pc = returnAddress;
  }

  private List<Value> arguments(State state) {
    List<Value> arguments = new ArrayList<>(ARGUMENTS);
    for (int i = 0; i < ARGUMENTS; i++) {
      arguments.add(tracer.machine.argument(state, i));
    }
    return arguments;
  }

  private boolean enterable(State state, long address) {
    return tracer.image.isCode(address) && state.frames.size() <= DEEPEST;
  }

  private void enter(State state, long address, long returnAddress) {
    tracer.pushFrame(state, returnAddress, tracer.machine.stackPointer(state));
    tracer.machine.enter(state, returnAddress);
    state.pc = address;
  }

  /** Follows a jump whose target was computed, or lies in another library. */
  void jump(State state, Value target) {
    switch (target) {
      case Known(long address) -> state.pc = address;
      case Symbol(String name, long addend) when addend == 0 -> {
        OptionalLong function = imported(state, name, state.pc);
        tracer.machine.leave(state);
        function.ifPresent(f -> enter(state, f, state.pc));
      }
      case Result r -> farewell(state);
      default -> state.lost = true;
    }
  }

  /** A jump to a function whose address only a running process knows, in place of a return. */
  void farewell(State state) {
    somewhere(state, state.pc);
    tracer.machine.leave(state);
  }

  /** Does what an imported function does; gives the function that it calls back, if any. */
  private OptionalLong imported(State state, String name, long returnAddress) {
    Machine machine = tracer.machine;
    List<Value> arguments = arguments(state);
    state.pc = returnAddress;
    if (KnownFunctions.preservesEverything(name)) {
      return OptionalLong.empty();
    }
    if (KnownFunctions.findsThreadLocal(name)) {
      // It keeps every register but the one of its result.
      state.registers[machine.resultRegister()] = LibraryFunctions.threadLocal(arguments.get(0));
      return OptionalLong.empty();
    }
    if (KnownFunctions.takesDefinition(name) && arguments.getFirst() instanceof Known(long d)) {
      state.definitions.add(d);
    }
    boolean counted = !KnownFunctions.isQuiet(name);
    Value unmodelled = counted ? state.add(new Path.Call(name, arguments)) : Arithmetic.UNKNOWN;
    if (KnownFunctions.neverReturns(name)) {
      state.finish(Path.End.NO_RETURN, Arithmetic.UNKNOWN);
      return OptionalLong.empty();
    }
    Optional<Value> result = library.apply(state, name, arguments);
    if (result.isEmpty() && counted) {
      disturb(state, name, arguments);
    }
    machine.clobber(state);
    state.registers[machine.resultRegister()] = result.orElse(unmodelled);
    return KnownFunctions.callsBack(name)
            && arguments.get(1) instanceof Known(long function)
            && enterable(state, function)
        ? OptionalLong.of(function)
        : OptionalLong.empty();
  }

  /** Makes unknown what a function may have written through the pointers that it was given. */
  private void disturb(State state, String name, List<Value> arguments) {
    long reach = KnownFunctions.reach(name);
    if (reach == 0) {
      return;
    }
    for (Value argument : arguments) {
      if (argument instanceof Known(long address)
          && tracer.accesses.isWritable(address)
          && (Regions.isMadeUp(address) || KnownFunctions.writesImage(name))) {
        long size = Regions.isStack(address) ? Math.min(reach, 64) : state.room(address, reach);
        tracer.accesses.forget(state, argument, size);
      }
    }
  }
}
