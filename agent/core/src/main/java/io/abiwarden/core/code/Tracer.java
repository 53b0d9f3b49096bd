package io.abiwarden.core.code;

import io.abiwarden.core.code.Value.Known;
import io.abiwarden.core.image.Image;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;

/**
 * One trace: the paths that wait to be followed, the decisions that split them, and the limits.
 *
 * <p>Paths with few surprises come first, so that a limit cuts off the unlikely ones.
 */
final class Tracer {

  private static final int MOST_PATHS = 63;

  /** What a split costs at least, in instructions; what is copied comes on top. */
  private static final long SPLIT = 50;

  /** Paths that end in nothing are examples as well. */
  private static final int MOST_FRUITLESS = 16;

  private static final int MOST_WAITING = 1024;
  private static final long MOST_STEPS_OF_PATH = 300_000;
  private static final long MOST_STEPS_OF_CALL = 25_000;
  private static final int MOST_CALLS = 10_000;

  final Image image;
  private final long mostSteps;
  final Machine machine;
  final Calls calls;
  final Endings endings;
  final Decisions decisions;
  final Accesses accesses;
  private final List<Long> functions = new ArrayList<>();
  private List<Value> passed = List.of();
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.<Waiting>comparingInt(w -> w.state.failed.size())
              .thenComparingInt(w -> w.state.deviations)
              .thenComparingLong(w -> w.order));
  private int fruitless;
  private final Map<Outcome, Path> paths = new LinkedHashMap<>();
  private long steps;
  private long order;
  private boolean dropped;

  private record Waiting(State state, long order) {}

  /** Paths that are the same in all of this are one. */
  private record Outcome(
      List<Path.Call> calls,
      Path.End end,
      Value returned,
      List<Integer> failed,
      Set<String> absent,
      Path.Taken taken,
      boolean complete,
      long memory) {}

  Tracer(Image image, Map<String, Long> data, Effort effort, Function<Tracer, Machine> machine) {
    this.image = image;
    this.mostSteps = effort.steps();
    this.accesses = new Accesses(image, data);
    this.calls = new Calls(this);
    this.machine = machine.apply(this);
    this.endings = new Endings(image, this.machine);
    this.decisions = new Decisions(this);
  }

  /**
   * Follows a function.
   *
   * @param constructors what runs before it
   * @param address where it is
   * @param arguments what it is called with, as far as that is known; three at most
   */
  List<Path> trace(List<Long> constructors, long address, List<Value> arguments) {
    functions.addAll(constructors);
    functions.add(address);
    passed = arguments;
    State first = new State(machine.registerCount(), new TraceMemory(image.memory()));
    ThreadArea.lay(image, first.memory);
    begin(first);
    add(first);
    while (!waiting.isEmpty()
        && paths.size() - fruitless < MOST_PATHS - MOST_FRUITLESS
        && steps < mostSteps) {
      follow(waiting.remove().state);
    }
    return collect();
  }

  private List<Path> collect() {
    List<Path> result = new ArrayList<>(paths.values());
    result.sort(Comparator.comparingInt(path -> path.failed().size()));
    boolean left = dropped || waiting.stream().anyMatch(w -> w.state.failed.isEmpty());
    if (left) {
      result.add(
          new Path(
              List.of(),
              Path.End.LOST,
              Arithmetic.UNKNOWN,
              image.memory(),
              List.of(),
              Set.of(),
              Path.Taken.EVERYWHERE,
              false,
              true));
    }
    return List.copyOf(result);
  }

  private void begin(State state) {
    state.forgetCalls();
    state.pc = functions.get(state.stage);
    state.registers[machine.stackRegister()] = new Known(Regions.STACK_TOP - 0x1000);
    machine.begin(state);
    for (int i = 0; i < passed.size() && !inConstructor(state); i++) {
      machine.pass(state, i, passed.get(i));
    }
    pushFrame(state, Regions.RETURN_ADDRESS, machine.stackPointer(state));
    machine.enter(state, Regions.RETURN_ADDRESS);
  }

  /** Notes that a function was entered. */
  void pushFrame(State state, long returnAddress, long stackPointer) {
    state.frames.add(
        new State.Frame(returnAddress, stackPointer, List.of(state.registers), state.steps));
  }

  /** Lets a path wait to be followed, and gives it a number. */
  long add(State state) {
    spend(SPLIT + state.weight());
    order++;
    if (waiting.size() >= MOST_WAITING) {
      dropped |= state.failed.isEmpty();
    } else {
      waiting.add(new Waiting(state, order));
    }
    return order;
  }

  private void follow(State state) {
    long start = steps;
    while (state.end.isEmpty() || survives(state)) {
      if (++steps >= mostSteps && !paths.isEmpty()) {
        // It was left over, like those that wait still.
        dropped |= state.failed.isEmpty();
        return;
      }
      if (steps >= mostSteps || steps - start > MOST_STEPS_OF_PATH) {
        state.finish(Path.End.LOST, Arithmetic.UNKNOWN);
        break;
      }
      if ((++state.steps & 0xff) == 0) {
        checkBudget(state);
      }
      if (state.pc == Regions.RETURN_ADDRESS) {
        returned(state);
      } else if (!image.isCode(state.pc)) {
        lose(state);
      } else {
        machine.step(state);
      }
      if (state.lost && state.end.isEmpty()) {
        state.lost = false;
        lose(state);
      }
    }
    if (!state.pruned) {
      record(state);
    }
  }

  /** A constructor that does not return was misread, since the library does get opened. */
  private boolean survives(State state) {
    boolean constructor = inConstructor(state) && !state.pruned;
    if (constructor) {
      state.end = Optional.empty();
      nextFunction(state);
    }
    return constructor;
  }

  private void returned(State state) {
    if (inConstructor(state)) {
      nextFunction(state);
    } else {
      state.finish(Path.End.RETURN, state.registers[machine.resultRegister()]);
    }
  }

  private void nextFunction(State state) {
    state.stage++;
    begin(state);
    // What a constructor leaves undone is not the entry function's.
    state.complete = true;
    state.guessed = false;
  }

  private void checkBudget(State state) {
    if (state.memory.exhausted() || state.calls().size() > MOST_CALLS) {
      state.finish(Path.End.LOST, Arithmetic.UNKNOWN);
      return;
    }
    for (int i = inConstructor(state) ? 0 : 1; i < state.frames.size(); i++) {
      if (state.steps - state.frames.get(i).step() > MOST_STEPS_OF_CALL) {
        while (state.frames.size() > i + 1) {
          state.frames.removeLast();
        }
        lose(state);
        return;
      }
    }
  }

  /** Pays for work that one instruction or call does at once. */
  void spend(long amount) {
    steps += amount;
  }

  /** Gives up the function that the path is in: its caller goes on with what is certain. */
  void lose(State state) {
    if (state.frames.size() <= 1) {
      if (inConstructor(state)) {
        nextFunction(state);
      } else {
        state.finish(Path.End.LOST, Arithmetic.UNKNOWN);
      }
      return;
    }
    machine.clobber(state);
    state.registers[machine.resultRegister()] = Arithmetic.UNKNOWN;
    state.complete = false;
    returnTo(state, state.frames.size() - 1);
  }

  /**
   * Returns to an address which was read from where a function was given it.
   *
   * @param stackPointer the stack pointer after the return
   */
  void returnBy(State state, Value target, long stackPointer) {
    if (target instanceof Known(long address)) {
      for (int i = state.frames.size() - 1; i >= 0; i--) {
        State.Frame frame = state.frames.get(i);
        if (frame.returnAddress() == address && frame.stackPointer() == stackPointer) {
          returnTo(state, i);
          return;
        }
      }
      state.registers[machine.stackRegister()] = new Known(stackPointer);
      state.pc = address;
    } else if (!state.frames.isEmpty()
        && state.frames.getLast().stackPointer() == stackPointer
        && target instanceof Value.Unknown) {
      // Something that was not understood may have written there; a function returns all the same.
      returnTo(state, state.frames.size() - 1);
    } else {
      // A jump by way of the stack, as mitigations of speculation make them.
      state.registers[machine.stackRegister()] = new Known(stackPointer);
      calls.jump(state, target);
    }
  }

  /** Returns from a frame and from those above it. */
  void returnTo(State state, int index) {
    State.Frame frame = state.frames.get(index);
    while (state.frames.size() > index) {
      state.frames.removeLast();
    }
    for (int i = 0; i < state.registers.length; i++) {
      if (machine.isPreserved(i)) {
        state.registers[i] = frame.saved().get(i);
      }
    }
    state.registers[machine.stackRegister()] = new Known(frame.stackPointer());
    state.pc = frame.returnAddress();
  }

  /** Whether a path does not return, or returns NULL, although nothing is taken to have failed. */
  private static boolean isFruitless(State state) {
    Path.End end = state.end.orElse(Path.End.LOST);
    boolean empty = end == Path.End.RETURN && state.returned.equals(Arithmetic.ZERO);
    return end == Path.End.NO_RETURN || (empty && state.failed.isEmpty());
  }

  private void record(State state) {
    Path.End end = state.end.orElse(Path.End.LOST);
    long memory = state.memory.fingerprint(Regions.STACK_END, Regions.STACK_END);
    Outcome outcome =
        new Outcome(
            List.copyOf(state.calls()),
            end,
            state.returned,
            List.copyOf(state.failed),
            Set.copyOf(state.absent),
            state.taken,
            state.complete,
            memory);
    if (isFruitless(state)) {
      decisions.learn(state);
      boolean another = fruitless < MOST_FRUITLESS && !paths.containsKey(outcome);
      if (!another) {
        return;
      }
      fruitless++;
    }
    paths.putIfAbsent(
        outcome,
        new Path(
            state.calls(),
            end,
            state.returned,
            state.memory,
            state.failed,
            state.absent,
            state.taken,
            state.complete,
            state.guessed));
  }

  /** Lets another path be followed before those that are as likely. */
  void prefer(long number) {
    Optional<Waiting> other = waiting.stream().filter(w -> w.order == number).findFirst();
    if (other.isPresent() && waiting.remove(other.get())) {
      other.get().state.deviations--;
      add(other.get().state);
    }
  }

  /** Whether the path is in a constructor still. */
  boolean inConstructor(State state) {
    return state.stage < functions.size() - 1;
  }
}
