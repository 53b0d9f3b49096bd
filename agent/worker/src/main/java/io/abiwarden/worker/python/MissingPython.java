package io.abiwarden.worker.python;

import java.util.List;

/**
 * A known interpreter that is not on this machine, or cannot be used there.
 *
 * @param name the minor version and the kind of build: {@code 3.15t}
 * @param ways what gets it on this machine, the most convenient first; at least one
 */
public record MissingPython(String name, List<Way> ways) {

  /** Copies the list. */
  public MissingPython {
    ways = List.copyOf(ways);
  }

  /**
   * One way to get it.
   *
   * @param command the beginning of the command: {@code apt install}
   * @param argument what the tool calls the version: {@code python3.15}
   * @param several whether the command takes several versions
   */
  public record Way(String command, String argument, boolean several) {

    /** The whole command. */
    public String text() {
      return command + " " + argument;
    }
  }

  /** The commands in one line: {@code uv python install 3.15t, or pyenv install 3.15t}. */
  public String help() {
    return String.join(", or ", ways.stream().map(Way::text).toList());
  }
}
