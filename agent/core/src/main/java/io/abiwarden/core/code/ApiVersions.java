package io.abiwarden.core.code;

import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.image.NeededSymbol;
import io.abiwarden.core.memory.LinkedMemory;
import io.abiwarden.core.memory.LinkedWords;
import io.abiwarden.core.memory.Word;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The API versions that an image's code makes modules with, wherever in the code that is.
 *
 * <p>{@code PyModule_Create} and {@code PyModule_FromDefAndSpec} are macros that pass a constant on
 * ({@code Include/modsupport.h} and {@code Include/moduleobject.h}): 3 under the Limited API, 1013
 * without. No function is followed: every call is looked at, together with the few instructions
 * before it.
 */
public final class ApiVersions {

  /** What {@code PYTHON_ABI_VERSION} is: code under any {@code Py_LIMITED_API} passes it. */
  public static final int LIMITED_API = 3;

  /** What {@code PYTHON_API_VERSION} is: code with the full API passes it. */
  public static final int FULL_API = 1013;

  /** The functions, and the place of the API version among their arguments, from 0 on. */
  private static final Map<String, Integer> FUNCTIONS =
      Map.of(
          "PyModule_Create2", 1,
          "PyModule_Create2TraceRefs", 1,
          "PyModule_FromDefAndSpec2", 2,
          "PyModule_FromDefAndSpec2TraceRefs", 2);

  private ApiVersions() {}

  /**
   * Finds the API versions in an image's code.
   *
   * <p>The time is that of one or two passes over the code (a quarter of a gigabyte of it at most),
   * and there is none if the image needs none of the functions.
   *
   * @param image the image, x86-64 or little-endian AArch64; for any other the result is empty
   * @return {@link #LIMITED_API}, {@link #FULL_API}, both or neither; any other number in the code
   *     is left out, as is one that is not written right before the call. An empty set does not say
   *     that the image passes none
   */
  public static SortedSet<Integer> of(Image image) {
    if (image.needs().stream().map(NeededSymbol::name).noneMatch(FUNCTIONS::containsKey)
        || !(image.memory() instanceof LinkedMemory memory)
        || memory.order() != ByteOrder.LITTLE_ENDIAN
        || memory.pointerSize() != 8) {
      return Collections.emptySortedSet();
    }
    Map<Long, Integer> words = words(memory.words());
    TreeSet<Integer> found = new TreeSet<>();
    if (image.architecture() == Architecture.X86_64) {
      scan(memory, new X86CallScan(words, image.format() == ImageFormat.PE), found);
    } else if (image.architecture() == Architecture.AARCH64) {
      scan(memory, new Arm64CallScan(words), found);
    }
    return Collections.unmodifiableSortedSet(found);
  }

  /** The words that hold the functions' addresses, with the place of the argument that counts. */
  private static Map<Long, Integer> words(LinkedWords linked) {
    Map<Long, Integer> words = new HashMap<>();
    for (int i = 0; i < linked.size() && words.size() < CallScan.MOST_TARGETS; i++) {
      if (!linked.isValue(i) && linked.word(i) instanceof Word.Import(String symbol, long addend)) {
        Integer argument = addend == 0 ? FUNCTIONS.get(symbol) : null;
        if (argument != null) {
          words.put(linked.address(i), argument);
        }
      }
    }
    return words;
  }

  private static void scan(LinkedMemory memory, CallScan scan, SortedSet<Integer> found) {
    if (scan.isEmpty()) {
      return;
    }
    CodePieces.visit(memory, scan::stubs);
    CodePieces.visit(
        memory,
        piece -> {
          scan.calls(piece, constant -> keep(constant, found));
          return found.size() < 2 && scan.goesOn();
        });
  }

  private static void keep(long constant, SortedSet<Integer> found) {
    if (constant == LIMITED_API || constant == FULL_API) {
      found.add((int) constant);
    }
  }
}
