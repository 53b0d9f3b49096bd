package io.abiwarden.core.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.image.Image;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What compilers make of calls that pass an API version, in functions that no entry leads to. */
class ApiVersionsTest {

  private static final String DECLARATIONS =
      """
      extern void *PyModule_Create2(void *, int);
      extern void *PyModule_FromDefAndSpec2(void *, void *, int);
      extern int PyModule_SetDocString(void *, const char *);
      static int definition[32], other[32];
      """;

  private static final String CREATES =
      """
      void *create(void) { return PyModule_Create2(definition, VERSION); }
      """;

  private static final String CREATES_AND_GOES_ON =
      """
      void *create(int n) {
        if (n > 3) { other[n & 31] += n / 7; }
        void *module = PyModule_Create2(definition, VERSION);
        if (module) { PyModule_SetDocString(module, "x"); }
        return module;
      }
      """;

  private static final String FROM_SPEC =
      """
      void *create(void *spec, int n) {
        other[1] = n * 3;
        return PyModule_FromDefAndSpec2(n ? definition : other, spec, VERSION);
      }
      """;

  private static final String IN_A_LOOP =
      """
      void *create(void **specs, int n) {
        void *last = 0;
        for (int i = 0; i < n; i++) {
          last = PyModule_FromDefAndSpec2(definition, specs[i], VERSION);
          if (!last) break;
        }
        return last;
      }
      """;

  private static final List<String> SOURCES =
      List.of(CREATES, CREATES_AND_GOES_ON, IN_A_LOOP, FROM_SPEC);

  private static final List<List<String>> EVERYWHERE =
      List.of(
          List.of("-fPIC", "-O0"),
          List.of("-fPIC", "-O2"),
          List.of("-fPIC", "-Os"),
          List.of("-fPIC", "-O2", "-fno-plt"),
          List.of("-fPIC", "-O3", "-fstack-protector-all"));

  private static final List<List<String>> X86_64 =
      List.of(
          List.of("-fPIC", "-O2", "-fcf-protection=full", "-Wl,-z,ibtplt"),
          List.of("-fPIC", "-O0", "-fno-plt", "-fcf-protection=full"),
          List.of("-fPIC", "-O2", "-Wl,-z,now"));

  private static final List<List<String>> AARCH64 =
      List.of(
          List.of("-fPIC", "-O2", "-mbranch-protection=standard", "-Wl,-z,force-bti"),
          List.of("-fPIC", "-O0", "-fno-plt", "-mbranch-protection=standard"));

  @TempDir Path folder;

  static Stream<Arguments> rows() {
    List<Arguments> rows = new ArrayList<>();
    for (Compiler compiler : Compiler.values()) {
      List<List<String>> ways = new ArrayList<>(EVERYWHERE);
      boolean cross = compiler == Compiler.AARCH64;
      boolean arm = cross || System.getProperty("os.arch").equals("aarch64");
      ways.addAll(arm ? AARCH64 : X86_64);
      for (List<String> flags : ways) {
        rows.add(Arguments.of(compiler, flags));
      }
    }
    assertThat(rows).hasSizeGreaterThanOrEqualTo(14);
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void findsTheVersionThatCallsPass(Compiler compiler, List<String> flags) {
    for (int i = 0; i < SOURCES.size(); i++) {
      int version = i % 2 == 0 ? ApiVersions.LIMITED_API : ApiVersions.FULL_API;
      String source = with(SOURCES.get(i), version);
      assertThat(ApiVersions.of(compiler.compile(folder, source, flags)))
          .as(source)
          .containsExactly(version);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void findsBothVersions(Compiler compiler, List<String> flags) {
    String source =
        with(CREATES, 1013) + FROM_SPEC.replace("create", "make").replace("VERSION", "3");
    assertThat(ApiVersions.of(compiler.compile(folder, source, flags))).containsExactly(3, 1013);
  }

  @ParameterizedTest
  @EnumSource
  void believesNoOtherNumbers(Compiler compiler) {
    List<String> sources =
        List.of(
            with(CREATES, 1012),
            DECLARATIONS + "void *create(int n) { return PyModule_Create2(definition, n); }",
            // 3 and 1013 in other places, among them in the very register, but before another call.
            DECLARATIONS
                + """
                extern int before(int, int, int);
                int answer[] = {3, 1013};
                void *create(int n) {
                  n = before(1013, 1013, 1013);
                  return PyModule_Create2(definition, n);
                }
                void *make(void *spec, int n) {
                  n = before(3, 3, 3);
                  return PyModule_FromDefAndSpec2(definition, spec, n);
                }
                """,
            DECLARATIONS
                + """
                void *create(int n) {
                  return PyModule_Create2((void *)1013, n) ? PyModule_Create2((void *)3, n + 1) : 0;
                }
                """);
    for (String source : sources) {
      for (String optimised : List.of("-O0", "-O2")) {
        Image image = compiler.compile(folder, source, List.of("-fPIC", optimised));
        assertThat(ApiVersions.of(image)).as(source).isEmpty();
      }
    }
  }

  /** The call is near and across the end of a piece of code, or far away from its stub. */
  @ParameterizedTest
  @EnumSource
  void findsCallsAnywhereInLongCode(Compiler compiler) {
    for (int filling : List.of(64_800, 65_100, 65_240, 65_300, 200_000)) {
      String source =
          DECLARATIONS
              + "__asm__(\".text\\n.fill %d, 1, 0\\n.rept 64\\nnop\\n.endr\\n\");"
                  .formatted(filling)
              + CREATES.replace("VERSION", "3");
      Image image = compiler.compile(folder, source, List.of("-fPIC", "-O2"));
      assertThat(ApiVersions.of(image)).as("%d bytes before", filling).containsExactly(3);
    }
  }

  @Test
  void looksAtNothingThatNeedsNoneOfTheFunctions() {
    String source = "void *PyModule_Create2(void *, int); void *f(void) { return 0; }";
    Image image = Compiler.NATIVE.compile(folder, source, List.of("-fPIC", "-O2"));
    assertThat(ApiVersions.of(image)).isEmpty();
  }

  private static String with(String source, int version) {
    return DECLARATIONS + source.replace("VERSION", Integer.toString(version));
  }
}
