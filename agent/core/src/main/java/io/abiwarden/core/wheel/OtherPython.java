package io.abiwarden.core.wheel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What wheels are for that is Python, and not a CPython for a machine of its own: other
 * implementations, which have object layouts and libraries of theirs, and WebAssembly.
 *
 * @param shown how people call it
 * @param readable whether its images are of a format that machines have
 */
public record OtherPython(String shown, boolean readable) {

  private static final OtherPython WEB_ASSEMBLY = new OtherPython("WebAssembly (Pyodide)", false);

  /** What all tags of a wheel are for; empty if a CPython may be among it. */
  public static Optional<OtherPython> of(List<Tag> tags) {
    Optional<OtherPython> first = tags.stream().findFirst().flatMap(OtherPython::of);
    return tags.stream().allMatch(tag -> of(tag).isPresent()) ? first : Optional.empty();
  }

  private static Optional<OtherPython> of(Tag tag) {
    String platform = tag.platform().toLowerCase(Locale.ROOT);
    if (platform.contains("wasm")
        || platform.contains("emscripten")
        || platform.startsWith("pyodide")) {
      return Optional.of(WEB_ASSEMBLY);
    }
    // The abbreviations of PEP 425, and what came after it.
    String implementation = tag.python().toLowerCase(Locale.ROOT).replaceAll("[0-9_].*", "");
    return switch (implementation) {
      case "pp", "pypy" -> Optional.of(new OtherPython("PyPy", true));
      case "graalpy" -> Optional.of(new OtherPython("GraalPy", true));
      case "ip", "ironpython" -> Optional.of(new OtherPython("IronPython", true));
      case "jy", "jython" -> Optional.of(new OtherPython("Jython", true));
      default -> Optional.empty();
    };
  }
}
