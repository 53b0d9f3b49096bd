package io.abiwarden.ffi;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Python exception that was taken out of the interpreter, where it is cleared. It holds text
 * only, so it may outlive the interpreter.
 */
public final class PythonException extends FfiException {

  private static final long serialVersionUID = 1;

  /**
   * What is told of an exception.
   *
   * @param types the qualified names of its class and that class's bases, in method resolution
   *     order; built-in ones without a module
   * @param text {@code str(exception)}
   * @param traceback as Python prints it, causes included; several lines
   * @param name the attribute {@code name} of an {@code ImportError}
   * @param path the attribute {@code path} of an {@code ImportError}
   */
  record Details(
      List<String> types,
      String text,
      String traceback,
      Optional<String> name,
      Optional<String> path) {}

  private final String[] types;
  private final String text;
  private final String traceback;
  private final @Nullable String name;
  private final @Nullable String path;

  PythonException(Details details) {
    super(details.types.getFirst() + (details.text.isEmpty() ? "" : ": " + details.text));
    this.types = details.types.toArray(String[]::new);
    this.text = details.text;
    this.traceback = details.traceback;
    this.name = details.name.orElse(null);
    this.path = details.path.orElse(null);
  }

  /** The qualified name of its class: {@code ImportError}, {@code zlib.error}. */
  public String type() {
    return types[0];
  }

  /**
   * Whether it is of this class or of one derived from it.
   *
   * @param type a qualified name; built-in classes have no module in it
   */
  public boolean isA(String type) {
    return List.of(types).contains(type);
  }

  /** {@code str(exception)}, which may be empty and may have several lines. */
  public String text() {
    return text;
  }

  /** The exception as Python prints it, with its causes and places; ends with a line feed. */
  public String traceback() {
    return traceback;
  }

  /** For an {@code ImportError}: the module that was to be imported. */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** For an {@code ImportError}: the file that it was to come from. */
  public Optional<String> path() {
    return Optional.ofNullable(path);
  }
}
