package io.abiwarden.ffi;

import java.lang.foreign.MemorySegment;

/**
 * Whether this JVM lets abiwarden call native code, for those who go on where it does so with a
 * warning: a guard in somebody else's JVM. The other entry points of this package ask for the
 * permission to be given outright, and throw a {@link NativeAccessException} where it is not; after
 * {@link #obtain} has answered {@link #TAKEN}, they work.
 */
public enum NativePermission {

  /** Given by {@code --enable-native-access}, or by whoever made the module's layer. */
  GIVEN,

  /**
   * Not given, and not forbidden: the JVM has warned on standard error (JEP 472), or was told by
   * {@code --illegal-native-access=allow} not to. A later Java may deny it.
   */
  TAKEN,

  /** Forbidden ({@code --illegal-native-access=deny}): nothing native can be called. */
  DENIED;

  /**
   * Asks for the permission, by needing it: where it is neither given nor forbidden, the JVM prints
   * its warning now, once. May be called by any thread, any number of times.
   */
  public static NativePermission obtain() {
    if (NativePermission.class.getModule().isNativeAccessEnabled()) {
      return GIVEN;
    }
    try {
      MemorySegment.NULL.reinterpret(0);
      return TAKEN;
    } catch (IllegalCallerException _) {
      return DENIED;
    }
  }

  /** The option of {@code java} that gives it. */
  public static String flag() {
    Module module = NativePermission.class.getModule();
    return NativeAccess.flag(module.isNamed() ? module.getName() : "ALL-UNNAMED");
  }
}
