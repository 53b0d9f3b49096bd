package io.abiwarden.core.code;

import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormat;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows an entry function on paper.
 *
 * <p>Nothing is executed. Constructors of the image are followed first, since they run when the
 * library is opened and may fill definitions; their calls are not reported. What rests on an
 * assumption:
 *
 * <ul>
 *   <li>a call that returns a pointer, or a status that is 0 or -1, is taken to succeed first, and
 *       to fail on a path of its own; memory that is asked for is always there;
 *   <li>the system has the libraries and functions of its own that code looks for by their names;
 *       whether Python has one is followed both ways;
 *   <li>stores to addresses that are not known do not hit what is read later;
 *   <li>functions of Python's do not change module definitions, types and strings that they are
 *       given; of other pointers into writable memory, and for functions that are not known, what
 *       lies there is unknown after the call;
 *   <li>memory of the image that neither its constructors nor the entry function wrote is as the
 *       file has it: the entry function is called for the first time.
 * </ul>
 */
public final class EntryTracer {

  private static final byte RET = (byte) 0xc3;

  private EntryTracer() {}

  /**
   * Follows the code at an address.
   *
   * @param image the image, x86-64 or little-endian AArch64; for any other the result is empty, but
   *     for a 32-bit x86 function that does nothing but return 0
   * @param address the function's address
   * @return the ways through it that were found, at most 64, those on which nothing fails first;
   *     empty if nothing could be followed. If ways on which nothing fails were left over, the last
   *     path is one that is {@link Path.End#LOST}
   */
  public static List<Path> trace(Image image, long address) {
    return trace(image, address, Map.of());
  }

  /**
   * Follows the code at an address, with some of the interpreter's data known.
   *
   * @param image the image, x86-64 or little-endian AArch64; for any other the result is empty
   * @param address the function's address
   * @param data what lies at imported data symbols, as 64 bits little-endian: {@code Py_Version}
   * @return as in {@link #trace(Image, long)}
   */
  public static List<Path> trace(Image image, long address, Map<String, Long> data) {
    return trace(image, address, data, Effort.WHOLE);
  }

  /**
   * Follows the code at an address as far as an effort goes.
   *
   * @param image the image, x86-64 or little-endian AArch64; for any other the result is empty
   * @param address the function's address
   * @param data as in {@link #trace(Image, long, Map)}
   * @param effort after which the result is as if ways were left over
   * @return as in {@link #trace(Image, long)}
   */
  public static List<Path> trace(Image image, long address, Map<String, Long> data, Effort effort) {
    return trace(image, Startup.of(image), address, data, effort);
  }

  /**
   * Follows the code at an address, with what runs before it known.
   *
   * @param image as in {@link #trace(Image, long)}
   * @param startup what runs when the image is opened, found once for all of its functions
   * @param address as in {@link #trace(Image, long)}
   * @param data as in {@link #trace(Image, long, Map)}
   * @param effort as in {@link #trace(Image, long, Map, Effort)}
   * @return as in {@link #trace(Image, long)}
   */
  public static List<Path> trace(
      Image image, Startup startup, long address, Map<String, Long> data, Effort effort) {
    if (image.architecture() == Architecture.I686 && returnsZero(image, address)) {
      return List.of(new Path(List.of(), Path.End.RETURN, Arithmetic.ZERO, image.memory()));
    }
    return follow(image, startup.constructors(), address, List.of(), data, effort);
  }

  /** {@code xor eax, eax; ret}, which means the same wherever there is an {@code eax}. */
  private static boolean returnsZero(Image image, long address) {
    Optional<byte[]> code =
        image.isCode(address) ? image.memory().read(address, 3) : Optional.empty();
    return code.filter(c -> (c[0] == 0x31 || c[0] == 0x33) && c[1] == (byte) 0xc0 && c[2] == RET)
        .isPresent();
  }

  /** Follows a function that is called first of all, with some arguments, to see whom it calls. */
  static List<Path> first(Image image, long address, List<Value> arguments) {
    return follow(image, List.of(), address, arguments, Map.of(), Effort.BRIEF);
  }

  private static List<Path> follow(
      Image image,
      List<Long> constructors,
      long address,
      List<Value> arguments,
      Map<String, Long> data,
      Effort effort) {
    return image.isCode(address)
        ? tracer(image, data, effort)
            .map(tracer -> tracer.trace(constructors, address, arguments))
            .orElse(List.of())
        : List.of();
  }

  /**
   * Whether the code at an address may come back to its caller.
   *
   * @param image the image
   * @param address the function's address
   * @return false if every way through it ends in a function that does not return, in a trap or in
   *     an endless loop; true wherever that is not certain, and for machines that are not known
   */
  public static boolean mayReturn(Image image, long address) {
    return !image.isCode(address)
        || tracer(image, Map.of(), Effort.WHOLE)
            .map(tracer -> tracer.endings.mayReturn(address))
            .orElse(true);
  }

  /** Whether code of an image's processor is followed at all. */
  public static boolean follows(Image image) {
    return tracer(image, Map.of(), Effort.BRIEF).isPresent();
  }

  private static Optional<Tracer> tracer(Image image, Map<String, Long> data, Effort effort) {
    if (image.memory().order() != ByteOrder.LITTLE_ENDIAN || image.memory().pointerSize() != 8) {
      return Optional.empty();
    }
    boolean windows = image.format() == ImageFormat.PE;
    X86Convention x86 = windows ? X86Convention.WINDOWS : X86Convention.SYSTEM_V;
    return switch (image.architecture()) {
      case X86_64 -> Optional.of(new Tracer(image, data, effort, t -> new X86Machine(t, x86)));
      case AARCH64 ->
          Optional.of(new Tracer(image, data, effort, t -> new Arm64Machine(t, windows)));
      default -> Optional.empty();
    };
  }
}
