package io.abiwarden.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.ffi.TestPythons.TestPython;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A Python that starts a JVM inside of itself, as JPype does, and goes on after its end. */
class OutlivedJvmTest {

  static final List<String> SERIES = List.of("3.9", "3.12", "3.14t", "embedded");

  /** JNI by its function tables (jni.h), whose order is a part of its specification. */
  private static final String PROGRAM =
      """
      import ctypes, sys
      from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_ubyte, c_void_p

      libjvm, main, *arguments = sys.argv[1:4]
      options, arguments = sys.argv[4].split("\\n"), [*arguments, *sys.argv[5:]]

      class Option(Structure):
          _fields_ = [("text", c_char_p), ("extra", c_void_p)]

      class Init(Structure):
          _fields_ = [("version", c_int), ("count", c_int), ("options", POINTER(Option)), ("ignore", c_ubyte)]

      def table(interface):
          functions = ctypes.cast(ctypes.cast(interface, POINTER(c_void_p))[0], POINTER(c_void_p))
          def call(index, *values):
              function = ctypes.CFUNCTYPE(c_void_p, c_void_p, *[type(value) for value in values])(functions[index])
              return c_void_p(function(interface, *values))
          return call

      array = (Option * len(options))(*[Option(option.encode(), None) for option in options])
      vm, env = c_void_p(), c_void_p()
      init = Init(0x00150000, len(options), array, 0)
      if ctypes.CDLL(libjvm).JNI_CreateJavaVM(byref(vm), byref(env), byref(init)) != 0:
          sys.exit("no JVM")
      jni = table(env)
      FIND_CLASS, EXCEPTION_OCCURRED, EXCEPTION_DESCRIBE, GET_STATIC_METHOD = 6, 15, 16, 113
      CALL_STATIC_VOID_A, NEW_STRING, NEW_ARRAY, SET_ELEMENT, DESTROY = 143, 167, 172, 174, 3
      strings = jni(FIND_CLASS, c_char_p(b"java/lang/String"))
      list_of = jni(NEW_ARRAY, c_int(len(arguments)), strings, c_void_p())
      for i, text in enumerate(arguments):
          jni(SET_ELEMENT, list_of, c_int(i), jni(NEW_STRING, c_char_p(text.encode())))
      host = jni(FIND_CLASS, c_char_p(main.encode()))
      method = jni(GET_STATIC_METHOD, host, c_char_p(b"main"), c_char_p(b"([Ljava/lang/String;)V"))
      jni(CALL_STATIC_VOID_A, host, method, (c_void_p * 1)(list_of))
      if jni(EXCEPTION_OCCURRED).value:
          jni(EXCEPTION_DESCRIBE)
          sys.exit("an exception")
      sys.audit("import", "noted", "/noted.so", None, None, None)
      table(vm)(DESTROY)
      sys.audit("import", "noted", "/later.so", None, None, None)
      import _heapq, _bisect
      print("outlived")
      """;

  @TempDir static Path scratch;

  @ParameterizedTest
  @FieldSource("SERIES")
  void itsImportsGoOn(String series) throws Exception {
    Optional<TestPython> python = TestPythons.of(series);
    assumeTrue(python.isPresent(), () -> "no libpython of " + series + " on this machine");
    Path executable = python.orElseThrow().prefix().resolve("bin/python3");
    assumeTrue(Files.isExecutable(executable), () -> "no program " + executable);
    Path libjvm = Path.of(System.getProperty("java.home"), "lib/server/libjvm.so");
    assumeTrue(Files.exists(libjvm), () -> "no " + libjvm);
    Path notes = Files.createTempFile(scratch, "notes", ".txt");
    Process process =
        new ProcessBuilder(
                executable.toString(),
                "-c",
                PROGRAM,
                libjvm.toString(),
                HostMain.class.getName().replace('.', '/'),
                notes.toString(),
                String.join(
                    "\n",
                    "-Djava.class.path=" + Probe.allowed().classPath(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-Xmx256m",
                    "-XX:ErrorFile=" + scratch.resolve("hs_err.log")),
                "guest",
                python.orElseThrow().libpython().toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(output).contains("outlived");
    assertThat(process.exitValue()).as(output).isZero();
    assertThat(Files.readAllLines(notes))
        .contains("found=1", "initialized=true", "selfTest=HEARD", "noted=/noted.so", "done=yes")
        .doesNotContain("noted=/later.so");
  }
}
