package io.abiwarden.core.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

  /** Tells the builder of a file by the first mark that is found in it. */
  public static Builder of(ByteBuffer file) {
    for (Builder builder : values()) {
      if (builder != C && contains(file, builder.mark.getBytes(StandardCharsets.US_ASCII))) {
        return builder;
      }
    }
    return C;
  }

  /** Horspool's search: large files are looked at in steps of the mark's length. */
  private static boolean contains(ByteBuffer file, byte[] mark) {
    int[] step = new int[256];
    Arrays.fill(step, mark.length);
    for (int i = 0; i < mark.length - 1; i++) {
      step[mark[i] & 0xff] = mark.length - 1 - i;
    }
    int last = mark.length - 1;
    int end = file.limit() - mark.length;
    for (int at = file.position(); at <= end; at += step[file.get(at + last) & 0xff]) {
      int i = last;
      while (i >= 0 && file.get(at + i) == mark[i]) {
        i--;
      }
      if (i < 0) {
        return true;
      }
    }
    return false;
  }
}
