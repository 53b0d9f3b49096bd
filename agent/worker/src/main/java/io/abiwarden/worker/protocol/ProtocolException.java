package io.abiwarden.worker.protocol;

import java.io.IOException;

/** Bytes that do not follow the protocol. */
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  ProtocolException(String message) {
    super(message);
  }
}
