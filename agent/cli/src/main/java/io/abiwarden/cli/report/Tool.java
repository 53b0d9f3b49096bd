package io.abiwarden.cli.report;

import java.lang.module.ModuleDescriptor;

/** This program, as reports name it. */
public final class Tool {

  private Tool() {}

  /** The version that was built: {@code 0.1.0-SNAPSHOT}. */
  public static String version() {
    ModuleDescriptor descriptor = Tool.class.getModule().getDescriptor();
    return descriptor == null ? "unknown" : descriptor.rawVersion().orElse("unknown");
  }
}
