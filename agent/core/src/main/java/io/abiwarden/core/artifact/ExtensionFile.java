package io.abiwarden.core.artifact;

import io.abiwarden.core.evidence.Evidence;
import io.abiwarden.core.wheel.ExtensionName;
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
     * @param evidence what it says of itself
     */
    record Understood(Evidence evidence) implements Content {}

    /**
     * It is an object file of another system.
     *
     * @param system such as {@code Windows}
     */
    record Foreign(String system) implements Content {}

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
