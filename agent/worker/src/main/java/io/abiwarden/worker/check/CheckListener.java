package io.abiwarden.worker.check;

import io.abiwarden.ffi.EmbeddedPython;
import io.abiwarden.worker.check.CheckReport.NotChecked;
import java.nio.file.Path;
import java.util.List;

/** Hears of a check's progress. Methods may be called by several threads at once. */
public interface CheckListener {

  /** Hears nothing. */
  CheckListener NONE = new CheckListener() {};

  /** The embedded interpreter is being unpacked. */
  default EmbeddedPython.Progress unpacking() {
    return EmbeddedPython.Progress.SILENT;
  }

  /**
   * What is to be checked is known; said once.
   *
   * @param artifacts the artifacts, in order; the wheels of a folder, where one was given
   */
  default void begun(List<Path> artifacts) {}

  /**
   * For the first time an extension's code is about to be run; said once, before that.
   *
   * @param artifacts how many artifacts are checked
   */
  default void running(int artifacts) {}

  /**
   * There is more to do.
   *
   * @param extensions how many extensions more will be run in workers
   */
  default void planned(int extensions) {}

  /** One extension is done on one interpreter. */
  default void done() {}

  /**
   * An artifact is done. Said in the order in which the artifacts were given, by one thread.
   *
   * @param artifact all that was found
   * @param notChecked where it was not checked
   */
  default void checked(CheckedArtifact artifact, List<NotChecked> notChecked) {}
}
