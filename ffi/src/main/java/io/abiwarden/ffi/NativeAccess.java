package io.abiwarden.ffi;

/** Whether this module may call native code. */
final class NativeAccess {

  private NativeAccess() {}

  /**
   * Checks the permission before the first native call: the JVM's own complaint does not say it in
   * one line, and by default it is a warning that goes where nobody looks. It comes before the
   * first use of a generated class, as their initialisation needs the permission, too.
   *
   * @throws NativeAccessException with the flag that is missing
   */
  static void check() {
    Module module = NativeAccess.class.getModule();
    if (!module.isNativeAccessEnabled()) {
      throw new NativeAccessException(message(module.isNamed() ? module.getName() : "ALL-UNNAMED"));
    }
  }

  static String message(String module) {
    return "abiwarden calls native code and this JVM does not allow it: start java with "
        + flag(module);
  }

  static String flag(String module) {
    return "--enable-native-access=" + module;
  }
}
