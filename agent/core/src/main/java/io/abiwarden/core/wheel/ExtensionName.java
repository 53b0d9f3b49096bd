package io.abiwarden.core.wheel;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file name of an extension module (CPython's {@code Python/dynload_shlib.c} and {@code
 * Python/dynload_win.c}).
 *
 * @param folder the folders before it with a trailing slash, or empty
 * @param stem the module's last component: what stands before the suffix
 * @param suffix the whole suffix: {@code .cpython-314t-x86_64-linux-gnu.so}
 * @param abi what the suffix says
 * @param minor the minor version of Python 3 that the suffix names
 */
public record ExtensionName(
    String folder, String stem, String suffix, Abi abi, Optional<Integer> minor) {

  private static final Pattern SUFFIX =
      Pattern.compile(
          "(?<stem>[^.]*)(?<suffix>"
              + "(?:\\.(?:cpython-3(?<minor>\\d{1,3})(?<flags>[a-z]*)(?:-[^.]*)?"
              + "|(?<stable>abi3t?)(?:-[^.]*)?"
              + "|(?:cp3(?<winminor>\\d{1,3})(?<winflags>[a-z]*)-[^.]*)"
              + "|(?<pypy>pypy\\d+-[^.]*|graalpy\\d*-[^.]*)))?"
              + "\\.(?:so|pyd|dylib))");

  /** What the suffix promises. */
  public enum Abi {
    /** One minor version, with a GIL. */
    VERSION,
    /** One minor version, free-threaded. */
    VERSION_FREE_THREADED,
    /** {@code .abi3}. */
    ABI3,
    /** {@code .abi3t}. */
    ABI3T,
    /** Nothing: {@code .so}, {@code .pyd}. */
    NONE,
    /** Another implementation of Python. */
    OTHER
  }

  /**
   * Reads a path.
   *
   * @param path with forward slashes
   * @return what its name says, or empty if no Python looks for such a name
   */
  public static Optional<ExtensionName> parse(String path) {
    int slash = path.lastIndexOf('/') + 1;
    Matcher matcher = SUFFIX.matcher(path.substring(slash));
    if (!matcher.matches() || matcher.group("stem").isEmpty()) {
      return Optional.empty();
    }
    String minor = matcher.group("minor");
    String flags = matcher.group("flags");
    if (minor == null) {
      minor = matcher.group("winminor");
      flags = matcher.group("winflags");
    }
    Abi abi = Abi.NONE;
    if (matcher.group("pypy") != null) {
      abi = Abi.OTHER;
    } else if (matcher.group("stable") != null) {
      abi = matcher.group("stable").equals("abi3") ? Abi.ABI3 : Abi.ABI3T;
    } else if (minor != null) {
      abi = flags != null && flags.contains("t") ? Abi.VERSION_FREE_THREADED : Abi.VERSION;
    }
    return Optional.of(
        new ExtensionName(
            path.substring(0, slash),
            matcher.group("stem"),
            matcher.group("suffix"),
            abi,
            Optional.ofNullable(minor).map(Integer::parseInt)));
  }

  /** Whether the suffix itself names an ABI, which a library's never does. */
  public boolean namesAbi() {
    return abi != Abi.NONE;
  }

  /** The module's dotted name; {@code pkg/__init__.….so} is {@code pkg}. */
  public String module() {
    String dotted = folder.replace('/', '.');
    if (stem.equals("__init__") && !dotted.isEmpty()) {
      return dotted.substring(0, dotted.length() - 1);
    }
    return dotted + stem;
  }

  /** The last component of {@link #module()}: what the entry function is named after. */
  public String lastComponent() {
    String module = module();
    return module.substring(module.lastIndexOf('.') + 1);
  }
}
