package io.abiwarden.core.artifact;

import io.abiwarden.core.evidence.Evidence;
import io.abiwarden.core.wheel.ExtensionName;
import java.util.List;
import java.util.Optional;

/**
 * An extension of an artifact: an image with an entry function, or one whose name has an ABI
 * suffix.
 *
 * @param file its path in the artifact
 * @param installed the path it has once installed; the same but for a wheel's {@code .data} folder
 * @param name what its file name says, if it is one that a Python looks for
 * @param module the module's dotted name
 * @param content what it says of itself, or why it cannot be read
 */
public record ExtensionFile(
    String file, String installed, Optional<ExtensionName> name, String module, Content content) {

  /** What is in the file. */
  public sealed interface Content {

    /**
     * It was read.
     *
     * @param slices what it says of itself: once, or once for each processor of a universal file
     */
    record Understood(List<Evidence> slices) implements Content {

      /** Copies the list. */
      public Understood {
        slices = List.copyOf(slices);
      }
    }

    /**
     * It cannot be read.
     *
     * @param why where it breaks
     * @param architecture the processor its header names, as platform tags spell it, if it has one
     */
    record Unreadable(String why, Optional<String> architecture) implements Content {}
  }

  /** The last component of the module's name. */
  public String lastComponent() {
    return module.substring(module.lastIndexOf('.') + 1);
  }
}
