package io.abiwarden.ffi;

/**
 * Hears of the files that a host's Python is about to open.
 *
 * <p>Called on the importing thread, in the middle of Python's work, with the GIL held where there
 * is one; on free-threaded builds by several threads at once. It must not block, must not wait for
 * any other thread that may want Python, and must not call Python.
 */
public interface ImportListener {

  /**
   * Decides on a file before it is opened. What it throws is handed to {@link #onFailure}, and the
   * file is opened.
   */
  Decision onImport(ImportAttempt attempt);

  /**
   * Python announces that it drops its audit hooks, as its end is near: until it is started again,
   * nothing is heard. Anybody can make Python announce that.
   */
  void onEnd();

  /** Something failed while a file was being decided on; it is opened. */
  void onFailure(Throwable failure);
}
