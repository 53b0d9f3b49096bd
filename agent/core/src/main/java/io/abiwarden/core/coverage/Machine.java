package io.abiwarden.core.coverage;

import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.platform.Hosts;
import io.abiwarden.core.platform.PlatformTag;
import io.abiwarden.core.wheel.Host;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a grid: a machine that wheels are for.
 *
 * @param id the platform tag that was named, or the family's name for a current machine
 * @param family the platform tag without versions: {@code manylinux_x86_64}, {@code macosx_arm64},
 *     {@code win_amd64}
 * @param host what installers ask of it
 * @param architectures its processor; empty where that does not matter
 */
public record Machine(String id, String family, Host host, Set<Architecture> architectures)
    implements Comparable<Machine> {

  /** For releases whose wheels are all for every platform. */
  static final Machine ANY = new Machine("any", "any", new Host.Other(List.of()), Set.of());

  /** glibc 2.44, of August 2026; older ones are no current machine's, but take no more wheels. */
  private static final int GLIBC = 44;

  /** All musl 1.2.x; distributions of today have no other. */
  private static final int MUSL = 2;

  /** macOS 27; 26 is the last one for Intel processors. */
  private static final int MACOS = 27;

  private static final int MACOS_ON_INTEL = 26;

  private static final Pattern FAMILY =
      Pattern.compile("(manylinux|musllinux|macosx)_(?!\\d)(\\w+)");

  private static final List<String> SYSTEMS = List.of("manylinux", "musllinux", "macosx", "win");
  private static final List<String> PROCESSORS =
      List.of("x86_64", "amd64", "arm64", "aarch64", "i686", "32", "armv7l", "ppc64le", "s390x");

  private static final Comparator<Machine> ORDER =
      Comparator.<Machine>comparingInt(machine -> place(SYSTEMS, machine.system()))
          .thenComparingInt(machine -> place(PROCESSORS, machine.processor()))
          .thenComparing(Machine::family)
          .thenComparing(Machine::id);

  /** Copies the set. */
  public Machine {
    architectures = Set.copyOf(architectures);
  }

  private static int place(List<String> order, String word) {
    int place = order.indexOf(word);
    return place < 0 ? order.size() : place;
  }

  /**
   * The machines that a word names: a platform tag, or one without its version.
   *
   * @return none if it is neither, or of something that no grid has
   */
  static List<Machine> named(String word) {
    String text = word.toLowerCase(Locale.ROOT);
    Matcher family = FAMILY.matcher(text);
    if (family.matches()) {
      String system = family.group(1);
      return halves(family.group(2)).stream()
          .flatMap(processor -> current(system + "_" + processor).stream())
          .toList();
    }
    PlatformTag tag = PlatformTag.parse(text);
    if (tag instanceof PlatformTag.MacOs mac) {
      return halves(mac.binaryFormat()).stream()
          .map(half -> text.replace(mac.binaryFormat(), half))
          .flatMap(half -> of(PlatformTag.parse(half)).stream())
          .toList();
    }
    return of(tag).stream().toList();
  }

  private static List<String> halves(String processor) {
    return processor.equals("universal2") ? List.of("arm64", "x86_64") : List.of(processor);
  }

  /** The oldest machine of a tag; empty for several kinds of machines and for unknown ones. */
  private static Optional<Machine> of(PlatformTag tag) {
    return switch (tag) {
      case PlatformTag.Any _, PlatformTag.Linux _, PlatformTag.Other _ -> Optional.empty();
      case PlatformTag.AnyLinux linux ->
          isSpelt(linux.machine(), tag) ? one(tag) : Optional.empty();
      case PlatformTag.MacOs _, PlatformTag.Windows _ ->
          tag.architectures().isEmpty() ? Optional.empty() : one(tag);
      case PlatformTag.Ios _, PlatformTag.Android _, PlatformTag.Wasm _ -> one(tag);
    };
  }

  /** Whether Linux calls a processor so: it says aarch64 where macOS says arm64. */
  private static boolean isSpelt(String machine, PlatformTag tag) {
    return tag.architectures().stream().anyMatch(one -> one.tag().equals(machine));
  }

  private static Optional<Machine> one(PlatformTag tag) {
    String family = families(tag).stream().findFirst().orElse(tag.text());
    return Hosts.of(tag).map(host -> new Machine(tag.text(), family, host, tag.architectures()));
  }

  /** The machine that has all that a wheel of today may ask for. */
  static Optional<Machine> current(String family) {
    Matcher matcher = FAMILY.matcher(family);
    Host host = new Host.Windows(family);
    PlatformTag any = PlatformTag.parse(family);
    if (matcher.matches()) {
      String machine = matcher.group(2);
      host =
          switch (matcher.group(1)) {
            case "manylinux" -> new Host.Linux(machine, Optional.of(GLIBC), Optional.empty());
            case "musllinux" -> new Host.Linux(machine, Optional.empty(), Optional.of(MUSL));
            default ->
                new Host.MacOs(machine.equals("x86_64") ? MACOS_ON_INTEL : MACOS, 0, machine);
          };
      any =
          PlatformTag.parse(
              matcher.group(1)
                  + (matcher.group(1).equals("macosx") ? "_11_0_" : "_1_0_")
                  + machine);
    } else if (!(any instanceof PlatformTag.Windows)) {
      return Optional.empty();
    }
    boolean misspelt = any instanceof PlatformTag.AnyLinux linux && !isSpelt(linux.machine(), any);
    return any.architectures().isEmpty() || misspelt
        ? Optional.empty()
        : Optional.of(new Machine(family, family, host, any.architectures()));
  }

  /** The families that a platform tag is for; none for those that a grid has only by name. */
  static List<String> families(PlatformTag tag) {
    return switch (tag) {
      case PlatformTag.Manylinux linux -> List.of("manylinux_" + linux.machine());
      case PlatformTag.Linux linux -> List.of("manylinux_" + linux.machine());
      case PlatformTag.Musllinux linux -> List.of("musllinux_" + linux.machine());
      case PlatformTag.Windows windows -> List.of(windows.text());
      case PlatformTag.MacOs mac -> {
        List<String> families = new ArrayList<>();
        if (mac.architectures().contains(Architecture.AARCH64)) {
          families.add("macosx_arm64");
        }
        if (mac.architectures().contains(Architecture.X86_64)) {
          families.add("macosx_x86_64");
        }
        yield families;
      }
      case PlatformTag.Any _,
          PlatformTag.Ios _,
          PlatformTag.Android _,
          PlatformTag.Wasm _,
          PlatformTag.Other _ ->
          List.of();
    };
  }

  /** A current machine of each family that wheels are for, or the one that stands for all. */
  static Set<Machine> ofWheels(List<Offer> offers) {
    Set<Machine> all = new LinkedHashSet<>();
    for (Offer offer : offers) {
      for (String platform : offer.platforms()) {
        families(PlatformTag.parse(platform)).forEach(f -> current(f).ifPresent(all::add));
      }
    }
    return all.isEmpty() ? Set.of(ANY) : all;
  }

  /** Whether it is one that the user named with a version of its system. */
  public boolean isOfVersion() {
    return !id.equals(family);
  }

  /** {@code manylinux}, {@code macosx}, {@code win}. */
  private String system() {
    return family.startsWith("win") ? "win" : family.replaceFirst("_.*", "");
  }

  private String processor() {
    return family.equals("win32") ? "32" : family.substring(family.indexOf('_') + 1);
  }

  /**
   * {@code glibc}, {@code musl}, {@code macOS}; empty where versions of the system do not count.
   */
  public String systemName() {
    return Systems.name(this);
  }

  /** The version of the system that is looked at: {@code glibc 2.44}; empty likewise. */
  public String systemVersion() {
    return Systems.version(this);
  }

  /** How people call it: {@code manylinux x86_64}, {@code macOS arm64}, {@code win_amd64}. */
  public String label() {
    if (isOfVersion() || system().equals("win") || family.equals("any")) {
      return id;
    }
    return (system().equals("macosx") ? "macOS" : system()) + " " + processor();
  }

  @Override
  public int compareTo(Machine other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return id;
  }
}
