package io.abiwarden.core.memory;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * The words that a dynamic linker writes, kept in plain arrays in the order of their addresses,
 * since a large extension has several hundred thousand of them. Immutable and safe for several
 * threads.
 */
public final class LinkedWords {

  private static final int VALUE = -1;
  private static final int UNKNOWN = -2;

  private final long[] addresses;
  private final long[] values;
  private final int[] symbols;
  private final IntFunction<String> names;

  private LinkedWords(long[] addresses, long[] values, int[] symbols, IntFunction<String> names) {
    this.addresses = addresses;
    this.values = values;
    this.symbols = symbols;
    this.names = names;
  }

  /** How many words there are. */
  public int size() {
    return addresses.length;
  }

  /** The address of the word at an index from 0 to {@link #size()} - 1. */
  public long address(int index) {
    return addresses[index];
  }

  /** Whether the word at an index becomes a plain number or an address of the same image. */
  public boolean isValue(int index) {
    return symbols[index] == VALUE;
  }

  /** The number that the word at an index becomes; 0 where {@link #isValue} says no. */
  public long value(int index) {
    return symbols[index] == VALUE ? values[index] : 0;
  }

  /**
   * What the word at an index becomes; {@link Word.Unreadable} where it is not known, as for an
   * address that a resolver function chooses.
   */
  public Word word(int index) {
    return switch (symbols[index]) {
      case VALUE -> new Word.Value(values[index]);
      case UNKNOWN -> new Word.Unreadable();
      default -> new Word.Import(names.apply(symbols[index]), values[index]);
    };
  }

  /**
   * Finds the first word at or after an address.
   *
   * @return its index, or {@link #size()} if there is none
   */
  public int firstFrom(long address) {
    int low = 0;
    int high = addresses.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(addresses[middle], address) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Collects words in the order in which the dynamic linker writes them: the last one stays. */
  public static final class Builder {

    private long[] addresses;
    private long[] values;
    private int[] symbols;
    private int size;
    private boolean sorted = true;

    /**
     * Makes room.
     *
     * @param expected how many words are expected; more may be added
     */
    public Builder(int expected) {
      addresses = new long[expected];
      values = new long[expected];
      symbols = new int[expected];
    }

    /** How many words were added. */
    public int size() {
      return size;
    }

    /** Adds a word that becomes a number or an address of the same image. */
    public void value(long address, long value) {
      add(address, value, VALUE);
    }

    /**
     * Adds a word that becomes the address of another library's symbol.
     *
     * @param symbol a number from 0 on, by which the name is asked for later
     */
    public void imported(long address, int symbol, long addend) {
      add(address, addend, symbol);
    }

    /** Adds a word of which it is only known that it is written. */
    public void unknown(long address) {
      add(address, 0, UNKNOWN);
    }

    private void add(long address, long value, int symbol) {
      if (size == addresses.length) {
        int larger = size + Math.max(16, size / 2);
        addresses = Arrays.copyOf(addresses, larger);
        values = Arrays.copyOf(values, larger);
        symbols = Arrays.copyOf(symbols, larger);
      }
      if (size > 0 && Long.compareUnsigned(addresses[size - 1], address) >= 0) {
        sorted = false;
      }
      addresses[size] = address;
      values[size] = value;
      symbols[size] = symbol;
      size++;
    }

    /**
     * Sorts the words.
     *
     * @param names gives the name for a symbol's number; called when a word is asked for
     * @return the words, one for each address; the builder must not be used again
     */
    public LinkedWords build(IntFunction<String> names) {
      if (sorted) {
        return new LinkedWords(
            Arrays.copyOf(addresses, size),
            Arrays.copyOf(values, size),
            Arrays.copyOf(symbols, size),
            names);
      }
      int[] order = StableOrder.of(addresses, size);
      int kept = 0;
      for (int i = 0; i < size; i++) {
        boolean overwritten = i + 1 < size && addresses[order[i]] == addresses[order[i + 1]];
        if (!overwritten) {
          order[kept++] = order[i];
        }
      }
      long[] sortedAddresses = new long[kept];
      long[] sortedValues = new long[kept];
      int[] sortedSymbols = new int[kept];
      for (int i = 0; i < kept; i++) {
        sortedAddresses[i] = addresses[order[i]];
        sortedValues[i] = values[order[i]];
        sortedSymbols[i] = symbols[order[i]];
      }
      return new LinkedWords(sortedAddresses, sortedValues, sortedSymbols, names);
    }
  }
}
