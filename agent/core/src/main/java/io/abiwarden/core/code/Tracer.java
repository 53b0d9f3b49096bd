package io.abiwarden.core.code;

import io.abiwarden.core.code.Flags.Answer;
import io.abiwarden.core.code.Value.Known;
import io.abiwarden.core.code.Value.Symbol;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.NeededSymbol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One trace: the paths that wait to be followed, the decisions that split them, and the limits.
 *
 * <p>Paths with few surprises come first, so that a limit cuts off the unlikely ones.
 */
final class Tracer {

  private static final int MOST_PATHS = 63;

  /** What a split costs, in instructions. */
  private static final long SPLIT = 50;

  private static final int UNLIKELY = 3;
  private static final long NONE = -1;

  /** Paths on which a call fails are examples; there is no need of every one. */
  private static final int MOST_FAILURES = 100;

  private static final int MOST_NOT_RETURNING = 12;
  private static final int MOST_WAITING = 1024;
  private static final long MOST_STEPS = 1_000_000;
  private static final long MOST_STEPS_OF_PATH = 300_000;
  private static final long MOST_STEPS_OF_CALL = 25_000;
  private static final int MOST_FORKS_AT_ONE_PLACE = 3;
  private static final int MOST_CALLS = 20_000;
  private static final int MOST_FORKS_IN_CONSTRUCTORS = 2;

  final Image image;
  final Machine machine;
  final Calls calls;
  final Endings endings;
  final Accesses accesses;
  private final Set<String> weak = new HashSet<>();
  private final List<Long> functions = new ArrayList<>();
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.<Waiting>comparingInt(w -> w.state.failed.size())
              .thenComparingInt(w -> w.state.deviations)
              .thenComparingLong(w -> w.order));
  private final Set<State.Fingerprint> seen = new HashSet<>();
  private final Set<DeadEnd> deadEnds = new HashSet<>();
  private int notReturning;

  private int failures;
  private final Map<Outcome, Path> paths = new LinkedHashMap<>();
  private long steps;
  private long order;
  private int constructorForks;
  private boolean dropped;

  /** A decision that led to where nothing returns. */
  private record DeadEnd(long place, boolean answer) {}

  private record Waiting(State state, long order) {}

  /** Paths that are the same in all of this are one. */
  private record Outcome(
      List<Path.Call> calls,
      Path.End end,
      Value returned,
      List<Integer> failed,
      Set<String> absent,
      boolean complete,
      long memory) {}

  Tracer(Image image, Map<String, Long> data, Function<Tracer, Machine> machine) {
    this.image = image;
    this.accesses = new Accesses(image, data);
    this.calls = new Calls(this);
    this.machine = machine.apply(this);
    this.endings = new Endings(image, this.machine);
    for (NeededSymbol need : image.needs()) {
      if (need.weak()) {
        weak.add(need.name());
      }
    }
  }

  List<Path> trace(long address) {
    for (long constructor : image.constructors()) {
      if (image.isCode(constructor) && functions.size() < 256) {
        functions.add(constructor);
      }
    }
    functions.add(address);
    State first = new State(machine.registerCount(), new TraceMemory(image.memory()));
    begin(first);
    add(first);
    while (!waiting.isEmpty()
        && paths.size() - notReturning < MOST_PATHS - MOST_NOT_RETURNING
        && steps < MOST_STEPS) {
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
              false));
    }
    return List.copyOf(result);
  }

  private void begin(State state) {
    state.forgetCalls();
    state.pc = functions.get(state.stage);
    state.registers[machine.stackRegister()] = new Known(Regions.STACK_TOP - 0x1000);
    pushFrame(state, Regions.RETURN_ADDRESS, machine.stackPointer(state));
    machine.enter(state, Regions.RETURN_ADDRESS);
  }

  /** Notes that a function was entered. */
  void pushFrame(State state, long returnAddress, long stackPointer) {
    state.frames.add(
        new State.Frame(returnAddress, stackPointer, List.of(state.registers), state.steps));
  }

  private void add(State state) {
    spend(SPLIT);
    if (waiting.size() >= MOST_WAITING) {
      dropped |= state.failed.isEmpty();
      return;
    }
    waiting.add(new Waiting(state, order++));
  }

  private void follow(State state) {
    long start = steps;
    while (state.end.isEmpty() || survives(state)) {
      if (++steps >= MOST_STEPS || steps - start > MOST_STEPS_OF_PATH) {
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
    boolean constructor = state.stage < functions.size() - 1 && !state.pruned;
    if (constructor) {
      state.end = Optional.empty();
      nextFunction(state);
    }
    return constructor;
  }

  private void returned(State state) {
    if (state.stage < functions.size() - 1) {
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
  }

  private void checkBudget(State state) {
    if (state.memory.exhausted() || state.calls().size() > MOST_CALLS) {
      state.finish(Path.End.LOST, Arithmetic.UNKNOWN);
      return;
    }
    boolean constructor = state.stage < functions.size() - 1;
    for (int i = constructor ? 0 : 1; i < state.frames.size(); i++) {
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
      if (state.stage < functions.size() - 1) {
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
      state.lost = true;
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
            state.complete,
            memory);
    if (end == Path.End.NO_RETURN) {
      learn(state);
      if (notReturning >= MOST_NOT_RETURNING || paths.containsKey(outcome)) {
        return;
      }
      notReturning++;
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
            state.complete));
  }

  /**
   * Learns from a path that does not return: the last decision on it of which the other way may
   * still return was a bad one, and its other way is the next to be followed.
   */
  private void learn(State state) {
    Optional<State.Choice> choice = state.choice;
    while (choice.isPresent()) {
      State.Choice c = choice.get();
      deadEnds.add(new DeadEnd(c.place(), c.answer()));
      if (!deadEnds.contains(new DeadEnd(c.place(), !c.answer()))) {
        prefer(c.other());
        return;
      }
      choice = c.before();
    }
  }

  private void prefer(long number) {
    Optional<Waiting> other = waiting.stream().filter(w -> w.order == number).findFirst();
    if (other.isPresent() && waiting.remove(other.get())) {
      other.get().state.deviations--;
      add(other.get().state);
    }
  }

  /** What a branch is likely to do: not to go where nothing returns. */
  private Optional<Boolean> likely(long taken, long next) {
    boolean there = endings.mayReturn(taken);
    return there == endings.mayReturn(next) ? Optional.empty() : Optional.of(there);
  }

  /** Follows a conditional branch. */
  void branch(State state, Flags flags, Condition condition, long taken, long next) {
    boolean answer = decide(state, flags, condition, () -> likely(taken, next));
    state.pc = answer ? taken : next;
  }

  /** Decides by the state's own flags. */
  boolean decide(State state, Condition condition) {
    return decide(state, state.flags, condition);
  }

  /** What a condition answers on this path; where both are possible, the path is split. */
  boolean decide(State state, Flags asked, Condition condition) {
    return decide(state, asked, condition, Optional::empty);
  }

  private boolean decide(
      State state, Flags asked, Condition condition, Supplier<Optional<Boolean>> hint) {
    Flags flags = asked;
    while (true) {
      Answer answer = flags.ask(condition);
      if (answer != Answer.OPEN) {
        return answer == Answer.YES;
      }
      Optional<Split> split = Split.of(this, state, flags, condition);
      if (split.isEmpty()) {
        return choose(state, hint.get());
      }
      Split s = split.get();
      if (s.answer().isPresent()) {
        return s.answer().get();
      }
      if (state.failed.isEmpty() && failures < MOST_FAILURES && mayFork(state)) {
        State other = state.copy();
        s.otherwise().accept(other);
        failures += other.failed.size();
        add(other);
      }
      s.expected().accept(state);
      flags = flags.substitute(s.subject(), s.value());
    }
  }

  /** Decides what nothing is known about. */
  private boolean choose(State state, Optional<Boolean> likely) {
    if (state.forced.isPresent()) {
      boolean answer = state.forced.get();
      state.forced = Optional.empty();
      return answer;
    }
    long place = state.pc * 31 + state.frames.size();
    int times = state.forks.merge(place, 1, Integer::sum);
    boolean fork = mayFork(state);
    if (fork && !seen.add(state.fingerprint(machine.stackRegister()))) {
      // Another path came by here in the same state and follows both ways.
      state.pruned = true;
      state.finish(Path.End.LOST, Arithmetic.UNKNOWN);
      return false;
    }
    if (times > MOST_FORKS_AT_ONE_PLACE || !fork) {
      // A loop: the way that was not preferred leads out of it.
      return likely.orElse((times & 1) == 0);
    }
    boolean answer = likely.orElse(deadEnds.contains(new DeadEnd(place, false)));
    State other = state.copy();
    other.forced = Optional.of(!answer);
    other.deviations += likely.isPresent() ? UNLIKELY : 1;
    Optional<State.Choice> before = state.choice;
    state.choice = Optional.of(new State.Choice(place, answer, order, before));
    other.choice = Optional.of(new State.Choice(place, !answer, NONE, before));
    add(other);
    return answer;
  }

  boolean mayFork(State state) {
    return state.stage == functions.size() - 1 || constructorForks++ < MOST_FORKS_IN_CONSTRUCTORS;
  }

  boolean isWeak(State state, Symbol symbol) {
    return (weak.contains(symbol.symbol()) || state.lookedUp.contains(symbol.symbol()))
        && !state.present.contains(symbol.symbol());
  }
}
