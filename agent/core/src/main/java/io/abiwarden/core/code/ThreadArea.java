package io.abiwarden.core.code;

import io.abiwarden.core.code.Value.Known;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormat;

/** What code finds where its thread keeps its own data. */
final class ThreadArea {

  // Of Windows' thread environment block (winternl.h and the code that compilers make).
  private static final long STACK_BASE = 0x08;
  private static final long STACK_LIMIT = 0x10;
  private static final long SELF = 0x30;
  private static final long VARIABLES = 0x58;

  /**
   * Where a list of each DLL's thread-local variables is put; an image on paper is its only one.
   */
  private static final long LIST = Regions.THREAD_POINTER + 0x1_0000;

  private ThreadArea() {}

  /** Lays it out. */
  static void lay(Image image, TraceMemory memory) {
    if (image.format() == ImageFormat.PE) {
      put(memory, STACK_BASE, Regions.STACK_TOP);
      put(memory, STACK_LIMIT, Regions.STACK_LOW);
      put(memory, SELF, Regions.THREAD_POINTER);
      put(memory, VARIABLES, LIST);
      // The thread of the import may as well use the first content itself.
      image.threadTemplate().ifPresent(template -> memory.store(LIST, 8, new Known(template)));
    } else {
      put(memory, 0, Regions.THREAD_POINTER);
      put(memory, Regions.STACK_GUARD_OFFSET, Regions.STACK_GUARD);
    }
  }

  private static void put(TraceMemory memory, long offset, long value) {
    memory.store(Regions.THREAD_POINTER + offset, 8, new Known(value));
  }
}
