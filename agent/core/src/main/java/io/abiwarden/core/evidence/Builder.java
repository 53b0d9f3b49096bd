package io.abiwarden.core.evidence;

import java.nio.ByteBuffer;

/** What an extension was made with, as its own text gives away. */
public enum Builder {
  PYO3("PyO3"),
  NANOBIND("nanobind"),
  PYBIND11("pybind11"),
  MYPYC("mypyc"),
  SWIG("SWIG"),
  CFFI("cffi"),
  F2PY("f2py"),
  CYTHON("Cython"),
  RUST("Rust"),
  /** None of the others shows. */
  C("C or C++");

  private final String shown;

  Builder(String shown) {
    this.shown = shown;
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
    return Binding.of(file).builder();
  }
}
