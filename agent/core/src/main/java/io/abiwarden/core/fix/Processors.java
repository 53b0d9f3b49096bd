package io.abiwarden.core.fix;

import java.util.List;
import java.util.stream.Collectors;

/** Processors as build tools spell them. */
final class Processors {

  private Processors() {}

  /** {@code -arch arm64 -arch x86_64}: for compilers on macOS. */
  static String flags(List<String> processors) {
    return processors.stream().map(one -> "-arch " + one).collect(Collectors.joining(" "));
  }

  /** {@code aarch64} and {@code arm64} are one. */
  static String rust(String processor) {
    return processor.equals("arm64") ? "aarch64" : processor;
  }
}
