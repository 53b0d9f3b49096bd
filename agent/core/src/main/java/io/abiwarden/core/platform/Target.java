package io.abiwarden.core.platform;

import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.image.MinimumOs;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.KnownInterpreters;
import io.abiwarden.core.wheel.CompatibleTags;
import io.abiwarden.core.wheel.Host;
import io.abiwarden.core.wheel.Tag;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A platform that interpreters are known for from data, whether or not one is here: the {@code
 * win_amd64} of {@code 3.14t@win_amd64}. It stands for the oldest machines that its tag is for.
 *
 * @param tag the tag, one of manylinux, musllinux, macOS or Windows
 * @param hosts its machines as installers see them: one, or the two that a universal2 interpreter
 *     runs on
 */
public record Target(PlatformTag tag, List<Host> hosts) {

  /** The minor version whose {@code configure} is the first that knows musl. */
  private static final int FIRST_MUSL = 11;

  /** Copies the list. */
  public Target {
    hosts = List.copyOf(hosts);
  }

  /**
   * The platform of a tag.
   *
   * @param text the tag, in any case
   * @throws UnknownTargetException if it is none that interpreters are known for; the message names
   *     the word, and what comes nearest
   */
  public static Target parse(String text) throws UnknownTargetException {
    return TargetNames.parse(text);
  }

  /** The tag, {@code win_amd64}. */
  public String text() {
    return tag.text();
  }

  /** The format of its extension files. */
  public ImageFormat format() {
    return switch (tag) {
      case PlatformTag.Windows _ -> ImageFormat.PE;
      case PlatformTag.MacOs _ -> ImageFormat.MACHO;
      default -> ImageFormat.ELF;
    };
  }

  /** The processors, every one of which a file must have code for, in the order of the enum. */
  public List<Architecture> architectures() {
    return tag.architectures().stream().sorted().toList();
  }

  /**
   * The interpreter of a version here, with an id such as {@code 3.14t@win_amd64}.
   *
   * @param minor its minor version, of which {@link KnownInterpreters#exists} is true
   * @param freeThreaded whether it is the free-threaded build
   */
  public InterpreterFacts interpreter(int minor, boolean freeThreaded) {
    return KnownInterpreters.at(
        minor, freeThreaded, text(), soabiPlatform(minor), sysconfigPlatform());
  }

  /** Whether an installer would put a wheel on an interpreter here: on each of the machines. */
  public boolean accepts(List<Tag> tags, InterpreterFacts python) {
    return hosts.stream().allMatch(host -> CompatibleTags.accepts(tags, python, host));
  }

  /**
   * Every tag that an interpreter here accepts, as {@link CompatibleTags#of} has them; of several
   * machines those that each accepts, in the order of the first.
   */
  public List<Tag> tags(InterpreterFacts python) {
    Set<Tag> all = new LinkedHashSet<>(tags(python, hosts.getFirst()));
    hosts.stream().skip(1).forEach(host -> all.retainAll(Set.copyOf(tags(python, host))));
    return List.copyOf(all);
  }

  private static List<Tag> tags(InterpreterFacts python, Host host) {
    return CompatibleTags.of(python.version(), python.freeThreaded(), python.debug(), host);
  }

  /**
   * The last part of the SOABI: CPython's {@code configure.ac} and {@code Misc/platform_triplet.c},
   * and for Windows {@code PC/pyconfig.h}. Before 3.11 a build on musl called itself one on glibc.
   */
  private String soabiPlatform(int minor) {
    return switch (tag) {
      case PlatformTag.Windows(String text, String _) -> text;
      case PlatformTag.MacOs _ -> "darwin";
      case PlatformTag.Musllinux(String _, VersionNumber _, String machine) ->
          multiarch(machine, minor < FIRST_MUSL ? "gnu" : "musl");
      case PlatformTag.AnyLinux linux -> multiarch(linux.machine(), "gnu");
      default -> text();
    };
  }

  private static String multiarch(String machine, String cLibrary) {
    return switch (machine) {
      case "i686" -> "i386-linux-" + cLibrary;
      case "ppc64le" -> "powerpc64le-linux-" + cLibrary;
      case "ppc64" -> "powerpc64-linux-" + cLibrary;
      case "armv7l", "armv8l" -> "arm-linux-" + cLibrary + "eabihf";
      default -> machine + "-linux-" + cLibrary;
    };
  }

  private String sysconfigPlatform() {
    return tag instanceof PlatformTag.AnyLinux linux ? "linux_" + linux.machine() : text();
  }

  /**
   * Why an image is one for other machines, as the end of {@code it is for …}.
   *
   * @param image the image, or one of a universal file's
   * @return {@code Windows}, {@code aarch64}; empty if it is for these
   */
  public Optional<String> otherPlatform(Image image) {
    if (image.format() != format()) {
      return Optional.of(
          switch (image.format()) {
            case ELF -> "Linux";
            case MACHO -> "macOS";
            case PE -> "Windows";
          });
    }
    if (!tag.architectures().contains(image.architecture())) {
      return Optional.of(image.architecture().tag());
    }
    PlatformNeeds needs = PlatformNeeds.of(image);
    if (tag instanceof PlatformTag.MacOs) {
      return needs
          .minimum()
          .map(MinimumOs::platform)
          .filter(
              system ->
                  system != MinimumOs.Platform.MACOS && system != MinimumOs.Platform.MAC_CATALYST)
          .map(_ -> "another of Apple's systems");
    }
    return otherCLibrary(needs.cLibrary());
  }

  private Optional<String> otherCLibrary(CLibrary needed) {
    Set<CLibrary> fitting =
        switch (tag) {
          case PlatformTag.Manylinux _ -> Set.of(CLibrary.GLIBC, CLibrary.NONE);
          case PlatformTag.Musllinux _ -> Set.of(CLibrary.MUSL, CLibrary.PLAIN, CLibrary.NONE);
          default -> Set.of(CLibrary.values());
        };
    return fitting.contains(needed) ? Optional.empty() : Optional.of(needed.display());
  }
}
