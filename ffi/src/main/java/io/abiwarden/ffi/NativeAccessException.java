package io.abiwarden.ffi;

/** This JVM was started without the permission to call native code; the message has the flag. */
public final class NativeAccessException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  NativeAccessException(String message) {
    super(message);
  }
}
