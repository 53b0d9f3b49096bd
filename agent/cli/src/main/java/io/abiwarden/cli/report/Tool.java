package io.abiwarden.cli.report;

import java.lang.module.ModuleDescriptor;

/** This program, as reports name it. */
public final class Tool {

  /** Set by the launcher of a package whose version is spelt in another way. */
  private static final String VERSION = "abiwarden.version";

  private Tool() {}

  /** The version that was built, {@code 0.1.0-SNAPSHOT}, as the package spells it: 0.1.0.dev0. */
  public static String version() {
    String packaged = System.getProperty(VERSION, "");
    if (!packaged.isEmpty()) {
      return packaged;
    }
    ModuleDescriptor descriptor = Tool.class.getModule().getDescriptor();
    return descriptor == null ? "unknown" : descriptor.rawVersion().orElse("unknown");
  }
}
