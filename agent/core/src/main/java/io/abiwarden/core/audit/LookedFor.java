package io.abiwarden.core.audit;

import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.wheel.ExtensionName;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether an interpreter looks for a file's name, on whatever machine: which platform a suffix
 * names ({@code -x86_64-linux-gnu}) is left out of account, since builds of one platform spell it
 * in several ways. That one is named counts in those of a Stable ABI: Pythons before 3.15 look for
 * {@code .abi3.so} alone, and 3.15 for {@code .abi3-x86_64-linux-gnu.so} as well, which is what
 * setuptools, CMake and Meson call the files that they build with it ({@code
 * Python/dynload_shlib.c}).
 */
final class LookedFor {

  private static final Pattern PLATFORM =
      Pattern.compile("(\\.(?:cpython-[0-9a-z]+|abi3t?|cp3[0-9a-z]+))-[^.]*");

  private LookedFor() {}

  /** Where a name's suffix stands in an interpreter's order; -1 if it is not in it. */
  static int place(InterpreterFacts python, ExtensionName name) {
    List<String> suffixes = python.extensionSuffixes();
    String wanted = stripped(name.suffix());
    for (int i = 0; i < suffixes.size(); i++) {
      if (stripped(suffixes.get(i)).equals(wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static String stripped(String suffix) {
    return PLATFORM
        .matcher(suffix)
        .replaceFirst(found -> found.group(1) + (found.group(1).startsWith(".abi3") ? "-" : ""));
  }
}
