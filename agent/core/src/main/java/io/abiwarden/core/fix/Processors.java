package io.abiwarden.core.fix;

import io.abiwarden.core.image.ImageFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Processors as build tools spell them. */
final class Processors {

  private Processors() {}

  /** {@code -arch arm64 -arch x86_64}: for compilers on macOS. */
  static String flags(List<String> processors) {
    return processors.stream().map(one -> "-arch " + one).collect(Collectors.joining(" "));
  }

  /** Rust's name of a target: {@code aarch64-unknown-linux-gnu}. */
  static String triple(List<String> processors, ImageFormat format) {
    if (format == ImageFormat.MACHO && processors.size() > 1) {
      return "universal2-apple-darwin";
    }
    String processor =
        switch (processors.isEmpty() ? "" : processors.getFirst()) {
          case "arm64" -> "aarch64";
          case "win32", "x86" -> "i686";
          case "win_amd64", "amd64", "" -> "x86_64";
          case String other -> other;
        };
    return switch (format) {
      case ELF -> processor + "-unknown-linux-gnu";
      case MACHO -> processor + "-apple-darwin";
      case PE -> processor + "-pc-windows-msvc";
    };
  }
}
