package io.abiwarden.guard.agent;

import java.lang.invoke.MethodHandles;

/** Defined once more, in a class loader of its own, to stand for that loader's module. */
public final class LookupKey {

  private LookupKey() {}

  /** What this copy of the class may do. */
  public static MethodHandles.Lookup lookup() {
    return MethodHandles.lookup();
  }
}
