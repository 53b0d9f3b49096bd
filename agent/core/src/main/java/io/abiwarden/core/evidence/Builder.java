package io.abiwarden.core.evidence;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What an extension was made with, as its own text gives away. */
public enum Builder {
  PYO3("PyO3", "pyo3"),
  NANOBIND("nanobind", "nanobind"),
  PYBIND11("pybind11", "pybind11"),
  MYPYC("mypyc", "mypyc"),
  SWIG("SWIG", "swig_runtime_data"),
  CFFI("cffi", "_cffi_backend"),
  CYTHON("Cython", "__pyx_capi__"),
  RUST("Rust", "rustc version "),
  /** None of the others shows. */
  C("C or C++", "");

  private static final Marks MARKS =
      new Marks(
          Arrays.stream(values())
              .filter(builder -> builder != C)
              .map(builder -> builder.mark)
              .toList());

  private final String shown;
  private final String mark;

  Builder(String shown, String mark) {
    this.shown = shown;
    this.mark = mark;
  }

  /** The name as its makers spell it. */
  public String shown() {
    return shown;
  }

  /** Whether its definitions carry the header of old C headers whatever Python it is built for. */
  public boolean writesOwnHeader() {
    return this == PYO3 || this == RUST;
  }

  /** Whether its entry functions set up much of their own before they hand a definition over. */
  public boolean worksBeforeInit() {
    return this == PYBIND11;
  }

  /** Tells the builder of a file by the first mark, in the order of the builders, that is in it. */
  public static Builder of(ByteBuffer file) {
    int first = MARKS.first(file);
    return first < 0 ? C : values()[first];
  }
}
