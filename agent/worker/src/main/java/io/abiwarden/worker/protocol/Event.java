package io.abiwarden.worker.protocol;

import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.SlotArray;
import java.util.Optional;
import java.util.OptionalInt;

/** One thing that a worker reports, in the order in which things happen. */
public sealed interface Event {

  /**
   * What happens now, until the next of these.
   *
   * @param phase the phase
   * @param subject the module or package it is about; empty before there is one
   * @param file the file it is about, if there is one
   */
  record Reached(Phase phase, String subject, Optional<String> file) implements Event {}

  /**
   * A module object was made, or its definition returned.
   *
   * @param module the name it was asked for
   * @param style how it initialises
   */
  record Created(String module, InitStyle style) implements Event {}

  /**
   * A module's definition, read in the worker's memory.
   *
   * @param module the name the module was asked for
   * @param definition what was read
   */
  record Defined(String module, RawDefinition definition) implements Event {}

  /**
   * The slots that a {@code PyModExport} function returned.
   *
   * @param module the name the module was asked for
   * @param slots what was read
   */
  record Exported(String module, SlotArray slots) implements Event {}

  /**
   * A definition's layout is not the interpreter's, so the module was not executed.
   *
   * @param module the module
   * @param message one line that names both sides
   */
  record Mismatch(String module, String message) implements Event {}

  /**
   * Whether the GIL was on around a module's own init. Always on where the build has one.
   *
   * @param module the module
   * @param before before its entry function was called
   * @param after after the module was created; true only if it was on before, or this module's own
   *     init turned it on
   */
  record Gil(String module, boolean before, boolean after) implements Event {}

  /**
   * The interpreter turned the GIL on because of a module.
   *
   * @param module the module it names
   */
  record GilEnabled(String module) implements Event {}

  /**
   * A package could not be imported, and an empty one took its place.
   *
   * @param name the package
   * @param error why; empty if its import was not asked for
   */
  record StandIn(String name, Optional<PythonError> error) implements Event {}

  /**
   * The module is there.
   *
   * @param file the file that it was loaded from; empty if it does not say
   */
  record Loaded(Optional<String> file) implements Event {}

  /**
   * A statement of the user's was run after the import.
   *
   * @param error what it raised; empty if it went through
   */
  record Ran(Optional<PythonError> error) implements Event {}

  /** A Python exception ended the work. */
  record Raised(PythonError error) implements Event {}

  /**
   * The module asked to exit by {@code SystemExit}.
   *
   * @param code the exit code, where it is a number
   */
  record Exiting(OptionalInt code) implements Event {}

  /**
   * The worker could not do its work, for a reason that is not the module's.
   *
   * @param reason one line
   */
  record Unable(String reason) implements Event {}

  /** The last event: nothing more is to come, and the worker is about to end itself. */
  record Finished() implements Event {}
}
