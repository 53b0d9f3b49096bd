/**
 * Python in this process, by the Foreign Function and Memory API.
 *
 * <pre>{@code
 * LibPython library = LibPython.open(Path.of("/opt/python/lib/libpython3.14t.so.1.0"));
 * library.kind();                                 // 3.14.7, free-threaded: nothing of it has run yet
 *
 * try (Interpreter interpreter = Interpreter.start(
 *     library,
 *     InterpreterConfig.DEFAULT.withHome(prefix),
 *     Set.of("import"),                           // audit events to hear of, from the first one on
 *     (event, arguments) -> arguments.text(1)     // the file, before it is opened
 *         .filter(file -> file.endsWith("bad.so"))
 *         .<Decision>map(file -> new Decision.Veto(file + ": wrong build"))
 *         .orElse(Decision.ALLOW))) {
 *   String version = interpreter.call(python -> {
 *     try (PythonObject sys = python.importModule("sys")) {
 *       return sys.attribute("version").asText();
 *     }
 *   });
 * }
 * }</pre>
 *
 * <p>One libpython and one interpreter of abiwarden's own per process; Python lives on a thread of
 * its own with a large stack. What can fail for reasons outside of the caller is an {@link
 * io.abiwarden.ffi.FfiException}: the dynamic loader's text, what Python says when it does not
 * start, a Python exception. Foreign code is called by {@link io.abiwarden.ffi.SharedLibrary} and
 * {@link io.abiwarden.ffi.Python#callEntry} and may end the process: that is for worker processes.
 * Memory that foreign code wrote is read by {@link io.abiwarden.ffi.ProcessMemory}, which survives
 * any address.
 *
 * <p>In a process that somebody else brought Python into, none of that is used, but a hook beside
 * the host's own work:
 *
 * <pre>{@code
 * for (HostPython python : HostPython.find()) {        // libpythons, under whatever name
 *   ImportHook hook = ImportHook.install(python, listener, ImportHook.Options.DEFAULT);
 *   hook.selfTest();                                   // HEARD: Python calls it
 * }
 * }</pre>
 *
 * <p>Native access is needed: {@code --enable-native-access=io.abiwarden.ffi}, or {@code
 * ALL-UNNAMED} on the class path. Without it, the first call throws {@link
 * io.abiwarden.ffi.NativeAccessException}; {@link io.abiwarden.ffi.NativePermission} is for those
 * who take it where it is not denied.
 */
@NullMarked
package io.abiwarden.ffi;

import org.jspecify.annotations.NullMarked;
