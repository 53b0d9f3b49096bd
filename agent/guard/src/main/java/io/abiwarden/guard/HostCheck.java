package io.abiwarden.guard;

import io.abiwarden.ffi.HostPython;
import io.abiwarden.ffi.ImportHook;
import io.abiwarden.guard.HostReport.Warning;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Looks for what is known to go wrong with a Python inside a host. */
final class HostCheck {

  private static final List<String> LIBRARY_FOLDERS = List.of("lib", "lib64");

  private final HostPython host;
  private final UnaryOperator<@Nullable String> environment;
  private final List<Warning> warnings;

  private HostCheck(
      HostPython host, UnaryOperator<@Nullable String> environment, List<Warning> warnings) {
    this.host = host;
    this.environment = environment;
    this.warnings = warnings;
  }

  /**
   * Looks at one that runs.
   *
   * @param hook the guard's hook in it
   * @param before whether the guard was there before it started
   * @param known what is known to be wrong already
   */
  static HostReport report(ImportHook hook, boolean before, List<Warning> known) {
    HostPython host = hook.python();
    HostCheck check = new HostCheck(host, System::getenv, new ArrayList<>(known));
    hook.withoutFilter()
        .ifPresent(
            why ->
                check.warn(
                    "each audit event goes through Java: " + why,
                    "imports are guarded, but cost more, and one deep in a recursion can end the"
                        + " JVM"));
    hook.delayed()
        .ifPresent(
            why ->
                check.warn(
                    "with " + why + " the guard comes right after Python's start, and not before",
                    "unset it where what is imported at the start is to be guarded"));
    int pythons = HostPython.find().size();
    if (pythons > 1) {
      check.warn(
          "this process has " + pythons + " Pythons, and an extension may get names of either",
          "find out which library drags in the other one (AW112: a wheel that links to libpython)");
    }
    check.names();
    check.prefix();
    check.virtualEnvironment();
    check.gil();
    return new HostReport(
        host.file(),
        host.kind().display(),
        host.kind().freeThreaded(),
        host.global(),
        host.prefix(),
        host.home(),
        before && hook.delayed().isEmpty(),
        check.warnings);
  }

  /**
   * Looks at one that is not started yet for what keeps it from starting: CPython ends the process
   * then, so that nothing can be said afterwards.
   */
  static List<Warning> beforeStart(HostPython host) {
    HostCheck check = new HostCheck(host, System::getenv, new ArrayList<>());
    check.pythonHome();
    return check.warnings;
  }

  /** {@code PREFIX}, or {@code PREFIX:EXEC_PREFIX}; a host may still set another home. */
  private void pythonHome() {
    String value = environment.apply("PYTHONHOME");
    if (value == null || value.isEmpty()) {
      return;
    }
    String prefix = value.split(":", -1)[0];
    if (isPath(prefix) && !hasLibrary(Path.of(prefix))) {
      warn(
          "PYTHONHOME is "
              + value
              + ", which has no lib/"
              + folder()
              + ": CPython "
              + host.kind().display()
              + " ends the process at its start, unless the host sets another home",
          "unset it, or set it to the prefix that " + host.file() + " was installed with");
    }
  }

  private static boolean isPath(String text) {
    try {
      return !Path.of(text).toString().isEmpty();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private void warn(String message, String fix) {
    warnings.add(new Warning(message, fix));
  }

  private void names() {
    if (!host.global()) {
      warn(
          host.file()
              + " was opened without RTLD_GLOBAL, so that extensions, those of the standard"
              + " library among them, fail with undefined symbols",
          "open it with dlopen(..., RTLD_NOW | RTLD_GLOBAL) before Python starts, or start java with"
              + " LD_PRELOAD="
              + host.file());
    }
  }

  /** {@code python3.14t}: how this build names its folders. */
  private String folder() {
    return "python3." + host.kind().minor() + (host.kind().freeThreaded() ? "t" : "");
  }

  private boolean hasLibrary(Path prefix) {
    return LIBRARY_FOLDERS.stream()
        .anyMatch(lib -> Files.isDirectory(prefix.resolve(lib).resolve(folder())));
  }

  private void prefix() {
    List<Path> prefixes = new ArrayList<>();
    host.prefix().ifPresent(prefixes::add);
    host.execPrefix().ifPresent(prefixes::add);
    if (!prefixes.isEmpty() && prefixes.stream().noneMatch(this::hasLibrary)) {
      warn(
          "CPython "
              + host.kind().display()
              + " runs with prefix "
              + prefixes.getFirst()
              + ", which has no lib/"
              + folder()
              + host.home().map(home -> " (its home was set to " + home + ")").orElse(""),
          "set its home (PYTHONHOME, or what the host calls it) to the prefix that "
              + host.file()
              + " was installed with");
    }
  }

  private void virtualEnvironment() {
    Optional<Path> venv = path("VIRTUAL_ENV");
    if (venv.isPresent() && Files.isDirectory(venv.get()) && !hasLibrary(venv.get())) {
      warn(
          "VIRTUAL_ENV is "
              + venv.get()
              + ", which has no lib/"
              + folder()
              + ": it was made by another Python than CPython "
              + host.kind().display(),
          "make it again with the Python whose library the host loads");
    }
  }

  private void gil() {
    String gil = environment.apply("PYTHON_GIL");
    if (!host.kind().freeThreaded() || gil == null) {
      return;
    }
    if (gil.equals("1")) {
      warn(
          "PYTHON_GIL=1: this free-threaded Python runs with its GIL on",
          "unset it, if that is not on purpose");
    } else if (gil.equals("0")) {
      warn(
          "PYTHON_GIL=0: the GIL stays off even for modules that need it",
          "unset it, and let the policy deny AW301");
    }
  }

  private Optional<Path> path(String variable) {
    String value = environment.apply(variable);
    return value != null && isPath(value) ? Optional.of(Path.of(value)) : Optional.empty();
  }
}
