package io.abiwarden.worker;

/** What ran an extension: both are the interpreter, opened in different ways. */
public enum WorkerHost {
  /** A worker's JVM, which opened its libpython. */
  LIBPYTHON("libpython"),
  /** A child of its own command, as for its users. */
  EXECUTABLE("executable");

  private final String word;

  WorkerHost(String word) {
    this.word = word;
  }

  /** The word for reports. */
  public String word() {
    return word;
  }
}
