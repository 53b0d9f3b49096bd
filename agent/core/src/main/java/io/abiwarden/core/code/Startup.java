package io.abiwarden.core.code;

import io.abiwarden.core.code.Path.Call;
import io.abiwarden.core.code.Value.Known;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.memory.Word;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What runs when a library is opened, before any of its functions is called.
 *
 * @param constructors the functions, in the order in which they run; at most 256
 * @param known whether those are all; if not, the image may hold more than what it shows
 */
public record Startup(List<Long> constructors, boolean known) {

  private static final int MOST = 256;

  /** A handle, {@code DLL_PROCESS_ATTACH}, and that {@code LoadLibrary} is at work. */
  private static final List<Value> OPENED =
      List.of(Arithmetic.UNKNOWN, new Known(1), Arithmetic.ZERO);

  /** Copies the list. */
  public Startup {
    constructors = List.copyOf(constructors);
  }

  /**
   * Finds what runs when an image is opened. ELF and Mach-O have a list of it. In a DLL it is up to
   * the function at its entry point: that of Microsoft's C library hands {@code _initterm} the two
   * ends of a table (Microsoft's documentation of the CRT's initialization), and is followed up to
   * there. Of the entry points of other C libraries nothing is known.
   *
   * @param image the image, of any format and processor
   */
  public static Startup of(Image image) {
    if (image.format() != ImageFormat.PE) {
      List<Long> all = image.constructors().stream().filter(image::isCode).toList();
      return new Startup(all.subList(0, Math.min(all.size(), MOST)), all.size() <= MOST);
    }
    OptionalLong start = image.entryPoint();
    if (start.isEmpty()) {
      return new Startup(List.of(), true);
    }
    Startup nothing = new Startup(List.of(), false);
    return usesMicrosofts(image) ? fromTables(image, start.getAsLong(), nothing) : nothing;
  }

  private static boolean usesMicrosofts(Image image) {
    return image.libraries().stream()
        .anyMatch(library -> library.toLowerCase(Locale.ROOT).startsWith("vcruntime"));
  }

  private static Startup fromTables(Image image, long start, Startup nothing) {
    Set<Call> tables = new LinkedHashSet<>();
    for (Path path : EntryTracer.first(image, start, OPENED)) {
      for (Call call : path.calls()) {
        if (call.symbol().equals("_initterm") || call.symbol().equals("_initterm_e")) {
          tables.add(new Call(call.symbol(), call.arguments().subList(0, 2)));
        }
      }
    }
    Set<Long> functions = new LinkedHashSet<>();
    for (Call table : tables) {
      if (!(table.arguments().get(0) instanceof Known(long first)
          && table.arguments().get(1) instanceof Known(long end)
          && read(image, first, end, functions))) {
        return nothing;
      }
    }
    boolean found = tables.stream().anyMatch(call -> call.symbol().equals("_initterm"));
    return found ? new Startup(List.copyOf(functions), true) : nothing;
  }

  /** Reads a table of functions; NULL in it is nothing. */
  private static boolean read(Image image, long first, long end, Set<Long> functions) {
    for (long at = first; at < end; at += 8) {
      if (!(image.memory().word(at) instanceof Word.Value(long function))) {
        return false;
      }
      if (function != 0 && (!image.isCode(function) || functions.size() >= MOST)) {
        return false;
      }
      if (function != 0) {
        functions.add(function);
      }
    }
    return true;
  }
}
