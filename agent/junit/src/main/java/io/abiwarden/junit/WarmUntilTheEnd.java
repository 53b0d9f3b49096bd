package io.abiwarden.junit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Lies in the store of a whole run, and ends the workers that are kept warm when the run ends. */
// JUnit before 5.13 closes nothing but the first; later ones, which have it still, want the second.
@SuppressWarnings("deprecation")
final class WarmUntilTheEnd implements ExtensionContext.Store.CloseableResource, AutoCloseable {

  private static final Namespace OURS = Namespace.create(WarmUntilTheEnd.class);

  private WarmUntilTheEnd() {}

  /** Puts one there, if there is none. */
  static void of(ExtensionContext context) {
    // computeIfAbsent came with JUnit 6.
    Object _ =
        context
            .getRoot()
            .getStore(OURS)
            .getOrComputeIfAbsent(WarmUntilTheEnd.class, type -> new WarmUntilTheEnd());
  }

  @Override
  public void close() {
    WarmCheckers.OF_THIS_JVM.closeIdle();
  }
}
