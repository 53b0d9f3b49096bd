package io.abiwarden.worker.check;

import io.abiwarden.ffi.EmbeddedPython;

/** Hears of a check's progress. Methods may be called by several threads at once. */
public interface CheckListener {

  /** Hears nothing. */
  CheckListener NONE = new CheckListener() {};

  /** The embedded interpreter is being unpacked. */
  default EmbeddedPython.Progress unpacking() {
    return EmbeddedPython.Progress.SILENT;
  }

  /**
   * It is known what there is to do; said once.
   *
   * @param artifacts how many artifacts have extensions that will be run in workers
   * @param extensions how many extensions, counted once for each interpreter
   */
  default void planned(int artifacts, int extensions) {}

  /** One extension is done on one interpreter. */
  default void done() {}
}
