package io.abiwarden.core.audit;

import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Text;
import io.abiwarden.core.python.KnownInterpreters;
import io.abiwarden.core.python.KnownNames;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names in Python's style that no Python has, and nothing else can supply: AW101 where a Stable ABI
 * is promised, otherwise AW401.
 */
final class NowhereRule {

  /** Libraries of the C and C++ runtimes, none of which has such names. */
  private static final Pattern RUNTIME =
      Pattern.compile(
          "lib(c|m|dl|rt|util|pthread|resolv|crypt|gcc_s|stdc\\+\\+|atomic|gomp|z)\\.so(\\..*)?"
              + "|libc\\.musl-.*|ld(-linux|-musl|64).*");

  /** With Py_LIMITED_API defined, what is no part of it is taken for a function of one's own. */
  private static final String LIMITED =
      "Macros and inline functions of Python's headers that the Limited API leaves out end up as"
          + " such names (the compiler warns of an implicit declaration;"
          + " -Werror=implicit-function-declaration makes that an error): use a function of the"
          + " Limited API in their place.";

  private NowhereRule() {}

  static void apply(ReadImage image, Promise promise, Siblings siblings, Found found) {
    if (!image.isModule() || mayComeFromElsewhere(image, siblings)) {
      return;
    }
    List<String> names =
        siblings.notSupplied(image, image.needs().names()).stream()
            .filter(name -> !KnownNames.isPythons(name))
            .toList();
    if (names.isEmpty()) {
      return;
    }
    found.add(
        image.file(),
        promise.stable() ? Rule.AW101 : Rule.AW401,
        Level.ERROR,
        image.fileName()
            + " needs "
            + Text.names(names)
            + ", which no Python from 3."
            + KnownInterpreters.OLDEST
            + " to 3."
            + KnownInterpreters.NEWEST
            + " exports, and no library it links to supplies.",
        promise.stable()
            ? LIMITED
            : image.help(
                new Fix.LinkTo(),
                "Link it to the library that defines "
                    + (names.size() == 1 ? "it" : "them")
                    + ", or mend the spelling."),
        names);
  }

  /** ELF does not say which library a name is of. */
  private static boolean mayComeFromElsewhere(ReadImage image, Siblings siblings) {
    return image.format() == ImageFormat.ELF
        ? image.libraries().stream()
            .anyMatch(library -> !siblings.has(library) && !RUNTIME.matcher(library).matches())
        : image.format() == ImageFormat.MACHO;
  }
}
