package io.abiwarden.cli.index;

import java.net.URI;
import java.util.Optional;

/**
 * A file that an index lists.
 *
 * @param name its file name, without any folder
 * @param address where it is, without the fragment
 * @param sha256 its hash in lower-case hexadecimal, if the index says it
 * @param size in bytes, or -1 if the index does not say it
 * @param yanked if it was yanked (PEP 592), the reason, which may be empty
 */
public record IndexFile(
    String name, URI address, Optional<String> sha256, long size, Optional<String> yanked) {

  /** Whether it is a wheel, by its name. */
  public boolean isWheel() {
    return name.endsWith(".whl");
  }
}
