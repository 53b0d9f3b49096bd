package io.abiwarden.ffi;

import java.util.Optional;

/**
 * What an extension's entry function left behind.
 *
 * @param value the pointer that it returned, which may be anything; 0 is null
 * @param error the exception that was set when it returned, whatever it returned; now cleared
 */
public record EntryResult(long value, Optional<PythonException> error) {}
