package io.abiwarden.core.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an extension's code was written or generated with, and the version of that where its text
 * shows it.
 *
 * <p>Where versions show, as seen in wheels of 2020 to 2026: PyO3 in the paths of its sources,
 * which panics name ({@code pyo3-0.29.3/src/err/mod.rs}; a stripped file keeps them, {@code
 * --remap-path-prefix} and vendoring without versions do not); Cython in the name of the module
 * that its types are shared by ({@code _cython_3_2_4}, from 0.29 on); f2py in the module's
 * docstring. pybind11 only shows the number of its internals, which tells 2 from 3 ({@code
 * PYBIND11_INTERNALS_VERSION} of its {@code detail/internals.h}: 4 and 5 up to 2.13, 11 in 3.0, 12
 * in 3.1). nanobind, mypyc, SWIG and cffi show none.
 *
 * @param builder the builder
 * @param version its version, {@code 0.29.3}; of pybind11, the first that it may be
 */
public record Binding(Builder builder, Optional<String> version) {

  /** Nothing shows. */
  public static final Binding NONE = new Binding(Builder.C, Optional.empty());

  /** The first internals of pybind11 3.0 and of 3.1. */
  private static final int INTERNALS_3_0 = 11;

  private static final int INTERNALS_3_1 = 12;

  /** How much is read of a version that begins at a mark. */
  private static final int LONGEST = 64;

  private static final Pattern PYO3 =
      Pattern.compile(
          "pyo3-(\\d{1,3}\\.\\d{1,4}\\.\\d{1,4}(?:-(?:alpha|beta|rc)\\.\\d+)?)[/\\\\].*");

  private static final Pattern CYTHON =
      Pattern.compile("_cython_(\\d{1,2})_(\\d{1,3})_(\\d{1,3})(?!\\d).*");

  private static final Pattern F2PY =
      Pattern.compile(".*\\(version:(\\d{1,2}\\.\\d{1,3}\\.\\d{1,3}).*");

  private static final Pattern PYBIND11 = Pattern.compile("__pybind11_internals_v(\\d{1,3})\\D.*");

  /** The builder of each mark. */
  private static final List<Builder> OF_MARK =
      Arrays.stream(Builder.values())
          .flatMap(builder -> marks(builder).stream().map(_ -> builder))
          .toList();

  private static final Marks MARKS =
      new Marks(
          Arrays.stream(Builder.values()).flatMap(builder -> marks(builder).stream()).toList());

  /** The texts that give a builder away, those with a version in them or behind them first. */
  private static List<String> marks(Builder builder) {
    return switch (builder) {
      case PYO3 -> List.of("pyo3-0.", "pyo3-1.", "pyo3");
      case NANOBIND -> List.of("nanobind");
      case PYBIND11 -> List.of("__pybind11_internals_v", "pybind11");
      case MYPYC -> List.of("mypyc");
      case SWIG -> List.of("swig_runtime_data");
      case CFFI -> List.of("_cffi_backend");
      case F2PY -> List.of("auto-generated with f2py (version:");
      case CYTHON -> List.of("_cython_3_", "_cython_0_29_", "__pyx_capi__");
      case RUST -> List.of("rustc version ");
      case C -> List.of();
    };
  }

  /** One whose version does not show. */
  public static Binding of(Builder builder) {
    return new Binding(builder, Optional.empty());
  }

  /**
   * Tells it by the first mark, in the order of the builders, that is in a file: one pass, from its
   * position to its limit.
   */
  public static Binding of(ByteBuffer file) {
    Optional<Marks.Place> found = MARKS.first(file);
    if (found.isEmpty()) {
      return NONE;
    }
    Builder builder = OF_MARK.get(found.get().mark());
    return new Binding(builder, version(builder, text(file, found.get().position())));
  }

  /** What stands at a place, up to the first character that is in no version or path. */
  private static String text(ByteBuffer file, int position) {
    byte[] bytes = new byte[Math.min(LONGEST, file.limit() - position)];
    file.get(position, bytes);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = 0;
    while (end < text.length() && text.charAt(end) >= ' ' && text.charAt(end) <= '~') {
      end++;
    }
    return text.substring(0, end);
  }

  private static Optional<String> version(Builder builder, String text) {
    return switch (builder) {
      case PYO3 -> group(PYO3, text);
      case F2PY -> group(F2PY, text);
      case CYTHON -> {
        Matcher matcher = CYTHON.matcher(text);
        yield matcher.matches()
            ? Optional.of(matcher.group(1) + "." + matcher.group(2) + "." + matcher.group(3))
            : Optional.empty();
      }
      case PYBIND11 ->
          group(PYBIND11, text)
              .map(Integer::parseInt)
              .filter(internals -> internals >= INTERNALS_3_0)
              .map(internals -> internals >= INTERNALS_3_1 ? "3.1" : "3.0");
      case NANOBIND, MYPYC, SWIG, CFFI, RUST, C -> Optional.empty();
    };
  }

  private static Optional<String> group(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** {@code PyO3 0.29.3}, {@code nanobind}. */
  public String shown() {
    String and = builder == Builder.PYBIND11 ? " or newer" : "";
    return version.map(number -> builder.shown() + " " + number + and).orElse(builder.shown());
  }

  /**
   * Whether its version shows, and is older than one.
   *
   * @param major the first number
   * @param minor the second number
   */
  public boolean isBefore(int major, int minor) {
    return version.filter(number -> compare(number, major, minor) < 0).isPresent();
  }

  /** Whether its version shows, and is that one or newer. */
  public boolean isAtLeast(int major, int minor) {
    return version.filter(number -> compare(number, major, minor) >= 0).isPresent();
  }

  private static int compare(String number, int major, int minor) {
    String[] parts = number.split("\\.");
    int first = Integer.compare(Integer.parseInt(parts[0]), major);
    return first != 0 ? first : Integer.compare(Integer.parseInt(parts[1]), minor);
  }
}
