package io.abiwarden.guard.hosts;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A host that knows nothing of the guard, and brings a Python into its JVM in one of the ways there
 * are. Lines on standard input are run by it, each by the thread that initialised it.
 */
@SuppressWarnings("restricted") // It is a host: calling native code is what it does.
public final class PythonHost {

  private static final Linker LINKER = Linker.nativeLinker();
  private static final int NOW_AND_GLOBAL = 0x102;
  private static final String LATER = "later-";

  private final SymbolLookup python;

  private PythonHost(SymbolLookup python) {
    this.python = python;
  }

  /**
   * {@code WAY LIBPYTHON [JAR...]}: with jars, in a class loader below, which has them; with a way
   * such as {@code later-jni}, after a line on standard input.
   */
  public static void main(String[] arguments) throws Throwable {
    if (arguments.length == 2) {
      run(arguments[0], Path.of(arguments[1]));
      return;
    }
    URL[] places = new URL[arguments.length - 1];
    places[0] = PythonHost.class.getProtectionDomain().getCodeSource().getLocation();
    for (int i = 1; i < places.length; i++) {
      places[i] = URI.create("file:" + arguments[i + 1]).toURL();
    }
    try (var loader = new URLClassLoader(places, ClassLoader.getPlatformClassLoader())) {
      loader
          .loadClass(PythonHost.class.getName())
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOf(arguments, 2));
    }
  }

  private static void run(String way, Path libpython) throws Throwable {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    if (way.startsWith(LATER)) {
      System.out.println("waiting");
      String _ = in.readLine();
    }
    PythonHost host = new PythonHost(load(way.replace(LATER, ""), libpython));
    host.call("Py_Initialize");
    System.out.println("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      switch (line) {
        case "release" -> host.call("PyEval_SaveThread");
        case "ensure" -> host.call("PyGILState_Ensure");
        default -> host.run(line);
      }
      System.out.println("done");
    }
  }

  private static SymbolLookup load(String way, Path libpython) throws Throwable {
    return switch (way) {
      case "lookup" -> SymbolLookup.libraryLookup(libpython, Arena.global());
      case "dlopen" -> open(libpython);
      case "jni" -> {
        System.load(libpython.toString());
        yield open(libpython);
      }
      default -> throw new IllegalArgumentException(way);
    };
  }

  /**
   * As hosts do whose Python is to serve other libraries, too; where a name is, only dlsym tells.
   */
  private static SymbolLookup open(Path libpython) throws Throwable {
    var dlopen =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("dlopen"),
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    var dlsym =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("dlsym"),
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
    Arena arena = Arena.global();
    MemorySegment handle =
        (MemorySegment)
            dlopen.invokeExact(arena.allocateFrom(libpython.toString()), NOW_AND_GLOBAL);
    return name -> {
      try {
        MemorySegment found = (MemorySegment) dlsym.invokeExact(handle, arena.allocateFrom(name));
        return Optional.of(found);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private void call(String function) throws Throwable {
    LINKER.downcallHandle(python.findOrThrow(function), FunctionDescriptor.ofVoid()).invokeExact();
  }

  private void run(String code) throws Throwable {
    int _ =
        (int)
            LINKER
                .downcallHandle(
                    python.findOrThrow("PyRun_SimpleString"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
                .invokeExact(Arena.global().allocateFrom(code));
  }
}
