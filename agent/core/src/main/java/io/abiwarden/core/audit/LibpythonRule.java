package io.abiwarden.core.audit;

import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.python.PythonDylib;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether an image links to a libpython (AW112). On Windows an extension must; elsewhere it finds
 * Python's names in its process, and a libpython of its own is a second Python in it, or is missing
 * where the interpreter is a static executable.
 */
final class LibpythonRule {

  private static final Pattern LIBPYTHON = Pattern.compile("libpython3[0-9.]*[a-z]*\\.so(\\..*)?");

  private LibpythonRule() {}

  static void apply(ReadImage image, Siblings siblings, Found found) {
    List<String> libraries =
        image.libraries().stream().filter(library -> isOne(image.format(), library)).toList();
    for (String library : libraries) {
      found.add(
          image.file(),
          Rule.AW112,
          image.isExtension() ? Level.ERROR : Level.WARNING,
          image.fileName()
              + " links to "
              + library
              + (siblings.has(library) ? ", which the wheel brings along" : "")
              + ": it drags a second Python into a process that has one, or does not load where"
              + " there is no such file.",
          image.help(
              new Fix.NoLibpython(),
              image.format() == ImageFormat.MACHO
                  ? "Link with -undefined dynamic_lookup instead (CMake: Python::Module, not"
                      + " Python::Python; PyO3: the extension-module feature)."
                  : "Do not link an extension to libpython (CMake: Python::Module, not Python::Python;"
                      + " PyO3: the extension-module feature)."),
          List.of(library));
    }
  }

  private static boolean isOne(ImageFormat format, String library) {
    String name = library.substring(library.lastIndexOf('/') + 1);
    return switch (format) {
      case ELF -> LIBPYTHON.matcher(name).matches();
      case MACHO -> PythonDylib.isOne(library);
      case PE -> false;
    };
  }
}
