package io.abiwarden.worker;

import java.util.List;

/**
 * The signal that ended a worker.
 *
 * @param signal its number, such as 11
 * @param name such as {@code SIGSEGV}
 * @param frame where it happened, as {@code function+0x10 [library.so+0x1139]}; empty if unknown
 * @param frames the nearest native frames, innermost first
 */
public record Crash(int signal, String name, String frame, List<String> frames) {

  /** Copies the list. */
  public Crash {
    frames = List.copyOf(frames);
  }

  /** {@code SIGSEGV in function+0x10 [library.so+0x1139]}. */
  public String line() {
    return frame.isEmpty() ? name : name + " in " + frame;
  }
}
