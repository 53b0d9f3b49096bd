package io.abiwarden.core.code;

import io.abiwarden.core.code.Value.Known;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Where one path stands: registers, memory, the calls made so far. Mutable, owned by one trace. */
final class State {

  /** They are copied soon or never. */
  private static final int MOST_HALVES = 64;

  /** How many 8-byte parts of each vector register are kept. */
  static final int LANES = 8;

  /**
   * A call that has not returned yet.
   *
   * @param returnAddress where it returns to
   * @param stackPointer the stack pointer after it returned
   * @param saved the general registers at the time of the call
   * @param step how many instructions had been followed by then
   */
  record Frame(long returnAddress, long stackPointer, List<Value> saved, long step) {}

  /**
   * A decision that nothing was known about.
   *
   * @param place where it was made
   * @param answer how it was decided on this path
   * @param other the number of the path on which it was decided otherwise
   * @param before the decision before it
   */
  record Choice(long place, boolean answer, long other, Optional<Choice> before) {}

  final Value[] registers;
  final Value[] vectors;
  Flags flags = Flags.nothing();
  final TraceMemory memory;
  final List<Frame> frames;

  /** The values put into registers of which only the low bytes are known, and those bytes. */
  private final Value[] partly;

  private final long[] lowBits;
  private final int[] lowSizes;

  /** Of words of which only the lower 4 bytes are known, those, by the very object. */
  private final IdentityHashMap<Value, Known> halves;

  private final List<Path.Call> calls;

  /** Differs if the calls differ. */
  private long callsPrint;

  final List<Integer> failed;

  /** Results of calls that are known not to be NULL, or not to say that there was an error. */
  final Set<Integer> notNull;

  /** Weak symbols that were found to exist, or not to, on this path. */
  final Set<String> present;

  final Set<String> absent;

  /** For which builds of Python this path is, as far as it asked. */
  Path.Taken taken = Path.Taken.EVERYWHERE;

  /** Symbols looked up by name at run time. */
  final Set<String> lookedUp;

  /** Where the definitions lie that Python was given. */
  final Set<Long> definitions;

  private final Map<Long, Integer> forks;
  long pc;
  boolean complete = true;

  /**
   * Whether a loop was left, or gone on with, by a decision of which the other way is not followed.
   */
  boolean guessed;

  /** How many functions to run before this one returns ends the path. */
  int stage;

  /** How often this path left the expected way where nothing is known. */
  int deviations;

  /** The last decision that nothing was known about. */
  Optional<Choice> choice = Optional.empty();

  /** What the next decision has to be, set when a path is split. */
  Optional<Boolean> forced = Optional.empty();

  long steps;
  long heapNext = Regions.HEAP_LOW;
  Optional<Path.End> end = Optional.empty();

  /** Set by an instruction that cannot be followed: the function is given up. */
  boolean lost;

  /** Set if another path goes on from here in the same way. */
  boolean pruned;

  /** Whether writable memory of the image was taken to be as the file has it. */
  boolean readInitialData;

  Value returned = Arithmetic.UNKNOWN;

  State(int registerCount, TraceMemory memory) {
    this.registers = new Value[registerCount];
    this.vectors = new Value[32 * LANES];
    Arrays.fill(registers, Arithmetic.UNKNOWN);
    Arrays.fill(vectors, Arithmetic.UNKNOWN);
    this.partly = registers.clone();
    this.lowBits = new long[registerCount];
    this.lowSizes = new int[registerCount];
    this.halves = new IdentityHashMap<>();
    this.memory = memory;
    this.frames = new ArrayList<>();
    this.calls = new ArrayList<>();
    this.failed = new ArrayList<>();
    this.notNull = new HashSet<>();
    this.present = new HashSet<>();
    this.absent = new HashSet<>();
    this.lookedUp = new HashSet<>();
    this.definitions = new HashSet<>();
    this.forks = new HashMap<>();
  }

  private State(State other) {
    this.registers = other.registers.clone();
    this.vectors = other.vectors.clone();
    this.partly = other.partly.clone();
    this.lowBits = other.lowBits.clone();
    this.lowSizes = other.lowSizes.clone();
    this.halves = new IdentityHashMap<>(other.halves);
    this.flags = other.flags;
    this.memory = other.memory.copy();
    this.frames = new ArrayList<>(other.frames);
    this.calls = new ArrayList<>(other.calls);
    this.failed = new ArrayList<>(other.failed);
    this.notNull = new HashSet<>(other.notNull);
    this.present = new HashSet<>(other.present);
    this.absent = new HashSet<>(other.absent);
    this.lookedUp = new HashSet<>(other.lookedUp);
    this.definitions = new HashSet<>(other.definitions);
    this.forks = new HashMap<>(other.forks);
    this.callsPrint = other.callsPrint;
    this.pc = other.pc;
    this.complete = other.complete;
    this.guessed = other.guessed;
    this.stage = other.stage;
    this.deviations = other.deviations;
    this.choice = other.choice;
    this.steps = other.steps;
    this.heapNext = other.heapNext;
    this.returned = other.returned;
    this.taken = other.taken;
    this.readInitialData = other.readInitialData;
  }

  State copy() {
    return new State(this);
  }

  /** How much a copy of it costs, in instructions, that grows with the way that it has gone. */
  long weight() {
    return (0L + calls.size() + notNull.size() + forks.size()) / 2;
  }

  /** How far a function reaches that is given a pointer: not into a definition behind it. */
  long room(long address, long reach) {
    long room = reach;
    for (long definition : definitions) {
      if (definition > address && definition - address < room) {
        room = definition - address;
      }
    }
    return room;
  }

  /** Makes a word of which only the lower 4 bytes are known, as where a struct has an int. */
  Value half(Known low) {
    if (halves.size() >= MOST_HALVES) {
      halves.clear();
    }
    Value marker = new Value.Unknown();
    halves.put(marker, low);
    return marker;
  }

  /** The lower 4 bytes of a word of which only they are known. */
  Optional<Known> lowHalf(Value word) {
    return Optional.ofNullable(halves.get(word));
  }

  /** Sets the low bytes of a register of which the rest is not known. */
  void setLow(int register, long bits, int size) {
    Value marker = new Value.Unknown();
    registers[register] = marker;
    partly[register] = marker;
    lowBits[register] = bits & Arithmetic.mask(size);
    lowSizes[register] = size;
  }

  /** The low bytes of a register of which the rest is not known. */
  Value low(int register, int size) {
    return size <= lowSize(register)
        ? Arithmetic.known(lowBits[register] & Arithmetic.mask(size))
        : Arithmetic.UNKNOWN;
  }

  // Every other write to the register puts another object there.
  @SuppressWarnings("ReferenceEquality")
  private int lowSize(int register) {
    return registers[register] == partly[register] ? lowSizes[register] : 0;
  }

  /** The calls made so far; not to be changed. */
  List<Path.Call> calls() {
    return calls;
  }

  /** Notes a call, and returns its result. */
  Value.Result add(Path.Call call) {
    calls.add(call);
    callsPrint = (callsPrint ^ call.hashCode()) * 0x9e37_79b9_7f4a_7c15L;
    return new Value.Result(calls.size() - 1);
  }

  /** Puts a value in the place of another everywhere. */
  void substitute(Value old, Value replacement) {
    substitute(registers, old, replacement);
    substitute(vectors, old, replacement);
    flags = flags.substitute(old, replacement);
    memory.substitute(old, replacement);
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      if (frame.saved.contains(old)) {
        List<Value> saved = frame.saved.stream().map(v -> v.equals(old) ? replacement : v).toList();
        frames.set(i, new Frame(frame.returnAddress, frame.stackPointer, saved, frame.step));
      }
    }
  }

  private static void substitute(Value[] values, Value old, Value replacement) {
    for (int i = 0; i < values.length; i++) {
      if (values[i].equals(old)) {
        values[i] = replacement;
      }
    }
  }

  /** Forgets the results of calls in registers and memory, and the calls themselves. */
  void forgetCalls() {
    for (int i = 0; i < registers.length; i++) {
      registers[i] = Arithmetic.UNKNOWN;
    }
    Arrays.fill(vectors, Arithmetic.UNKNOWN);
    flags = Flags.nothing();
    memory.forgetResults();
    frames.clear();
    calls.clear();
    callsPrint = 0;
    failed.clear();
    notNull.clear();
  }

  /** Where the path is: in which instruction of which calls. */
  long place() {
    long place = pc;
    for (Frame frame : frames) {
      place = place * 0x9e37_79b9_7f4a_7c15L + frame.returnAddress;
    }
    return place;
  }

  /** Counts a decision at the place where the path is, and says how many there were. */
  int passes() {
    return forks.merge(place(), 1, Integer::sum);
  }

  /** Ends the path. */
  void finish(Path.End how, Value value) {
    end = Optional.of(how);
    returned = value;
  }

  /** Two states with the same fingerprint go on in the same way. */
  Fingerprint fingerprint(int stackRegister) {
    long low =
        registers[stackRegister] instanceof Value.Known(long bits) ? bits : Regions.STACK_LOW;
    long memoryPrint = memory.fingerprint(low - 128, Regions.STACK_END);
    List<Long> returns = frames.stream().map(Frame::returnAddress).toList();
    List<Value> lowBytes = IntStream.range(0, registers.length).mapToObj(i -> low(i, 1)).toList();
    int small =
        Objects.hash(returns, failed, notNull, present, absent, taken, stage, complete, lowBytes);
    return new Fingerprint(
        pc, memoryPrint, small, Arrays.asList(registers.clone()), flags, calls.size(), callsPrint);
  }

  /** What a state's future depends on. */
  record Fingerprint(
      long pc,
      long memory,
      int rest,
      List<Value> registers,
      Flags flags,
      int calls,
      long callsPrint) {}
}
