package io.abiwarden.core.platform;

import io.abiwarden.core.image.Architecture;
import java.util.Set;

/** A platform tag, taken apart (PEP 425, 513, 571, 599, 600, 656, 730, 738, 783). */
public sealed interface PlatformTag {

  /** As written, {@code manylinux_2_28_x86_64}. */
  String text();

  /** What the system is called in messages. */
  String system();

  /**
   * The processors that the tag promises, every one of which a file must have code for; empty where
   * the tag names none that is known.
   */
  default Set<Architecture> architectures() {
    return Set.of();
  }

  /** Takes a tag apart; one that follows no known form is {@link Other}. */
  static PlatformTag parse(String text) {
    return PlatformTagParser.parse(text);
  }

  /** A tag that is for Linux, whichever C library. */
  sealed interface AnyLinux extends PlatformTag {

    /** The processor as the tag spells it. */
    String machine();

    @Override
    default String system() {
      return "Linux";
    }

    @Override
    default Set<Architecture> architectures() {
      return Machines.linux(machine());
    }
  }

  /** {@code any}: every platform. */
  record Any(String text) implements PlatformTag {

    @Override
    public String system() {
      return "every platform";
    }
  }

  /** {@code linux_x86_64}: Linux, of which nothing is promised but the processor. */
  record Linux(String text, String machine) implements AnyLinux {}

  /**
   * {@code manylinux_2_28_x86_64} and the older names.
   *
   * @param glibc the oldest glibc that it runs with
   */
  record Manylinux(String text, VersionNumber glibc, String machine) implements AnyLinux {}

  /**
   * {@code musllinux_1_2_x86_64}.
   *
   * @param musl the oldest musl that it runs with
   */
  record Musllinux(String text, VersionNumber musl, String machine) implements AnyLinux {}

  /**
   * {@code macosx_11_0_arm64}.
   *
   * @param oldest the oldest macOS that it runs on
   * @param binaryFormat a processor, or a set of them such as {@code universal2}
   */
  record MacOs(String text, VersionNumber oldest, String binaryFormat) implements PlatformTag {

    @Override
    public String system() {
      return "macOS";
    }

    @Override
    public Set<Architecture> architectures() {
      return Machines.mac(binaryFormat);
    }
  }

  /**
   * {@code win_amd64}.
   *
   * @param machine {@code amd64}, {@code arm64}, or {@code x86} for {@code win32}
   */
  record Windows(String text, String machine) implements PlatformTag {

    @Override
    public String system() {
      return "Windows";
    }

    @Override
    public Set<Architecture> architectures() {
      return Machines.windows(machine);
    }
  }

  /**
   * {@code ios_13_0_arm64_iphoneos}.
   *
   * @param oldest the oldest iOS that it runs on
   * @param simulator whether it is for the simulator
   */
  record Ios(String text, VersionNumber oldest, String machine, boolean simulator)
      implements PlatformTag {

    @Override
    public String system() {
      return simulator ? "the iOS simulator" : "iOS";
    }

    @Override
    public Set<Architecture> architectures() {
      return Machines.mac(machine);
    }
  }

  /**
   * {@code android_24_arm64_v8a}.
   *
   * @param apiLevel the oldest API level that it runs on
   * @param abi Android's name of the processor
   */
  record Android(String text, int apiLevel, String abi) implements PlatformTag {

    @Override
    public String system() {
      return "Android";
    }

    @Override
    public Set<Architecture> architectures() {
      return Machines.android(abi);
    }
  }

  /** {@code pyodide_2025_0_wasm32}, {@code emscripten_3_1_58_wasm32} and the like. */
  record Wasm(String text) implements PlatformTag {

    @Override
    public String system() {
      return "WebAssembly";
    }
  }

  /** Anything else, of which nothing is said. */
  record Other(String text) implements PlatformTag {

    @Override
    public String system() {
      return "another platform";
    }
  }
}
