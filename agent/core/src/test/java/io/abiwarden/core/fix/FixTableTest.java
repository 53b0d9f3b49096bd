package io.abiwarden.core.fix;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.evidence.Binding;
import io.abiwarden.core.evidence.Builder;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.wheel.Backend;
import io.abiwarden.core.wheel.Generator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every fix for every pair of generator and backend. */
class FixTableTest {

  private static final String GENERAL = "What holds for all.";

  /** About four lines of a terminal. */
  private static final int LONGEST = 420;

  /** A full stop that ends a sentence, and none in a version, a path or an ellipsis. */
  private static final Pattern END = Pattern.compile("(?<=[A-Za-z0-9)\"'\\]}])\\.(?: |$)");

  /** Words that only one builder's users know, by that builder. */
  private static final Map<Builder, List<String>> WORDS_OF_CODE =
      Map.of(
          Builder.PYO3,
          List.of("PyO3", "pyo3", "#[pymodule", "Cargo.toml"),
          Builder.CYTHON,
          List.of("Cython", "cython", ".pyx"),
          Builder.PYBIND11,
          List.of("pybind11", "PYBIND11", "py::"),
          Builder.NANOBIND,
          List.of("nanobind", "NB_MODULE", "STABLE_ABI"),
          Builder.MYPYC,
          List.of("mypy"),
          Builder.SWIG,
          List.of("SWIG", "swig"),
          Builder.CFFI,
          List.of("cffi"),
          Builder.F2PY,
          List.of("f2py"));

  private static final Map<Backend, List<String>> WORDS_OF_BACKENDS =
      Map.of(
          Backend.SETUPTOOLS,
          List.of("setuptools", "setup.py", "setup.cfg", "py_limited_api", "ext_modules"),
          Backend.MATURIN,
          List.of("maturin build", "[tool.maturin"),
          Backend.SCIKIT_BUILD_CORE,
          List.of("scikit-build", "wheel.py-api", "SKBUILD"),
          Backend.MESON_PYTHON,
          List.of("meson", "limited-api", "limited_api:"),
          Backend.HATCHLING,
          List.of("hatch", "build_data"));

  private static List<Fix> fixes() {
    return List.of(
        new Fix.BuildFor(14, true, true),
        new Fix.BuildFor(14, true, false),
        new Fix.BuildFor(13, true, true),
        new Fix.BuildFor(15, true, true),
        new Fix.BuildFor(12, false, false),
        new Fix.BuildStable(9),
        new Fix.NameStable(10),
        new Fix.Raise(11, 9),
        new Fix.Raise(12, 12),
        new Fix.Lower(9, 12),
        new Fix.Lower(5, 9),
        new Fix.BuildBoth(false),
        new Fix.BuildBoth(true),
        new Fix.NamePlatform("manylinux_2_28_x86_64"),
        new Fix.NamePlatform("macosx_11_0_arm64"),
        new Fix.ChangeInBuild(),
        new Fix.NameAbi("cp314"),
        new Fix.NameAbi(""),
        new Fix.NameAccepted(),
        new Fix.NameFreeThreaded(14),
        new Fix.NoLibpython(),
        new Fix.FreeOfGil(),
        new Fix.Subinterpreters(),
        new Fix.MultiPhase(),
        new Fix.LinkTo(),
        new Fix.Bundle(),
        Fix.OlderSystem.any(),
        new Fix.OlderMacOs("11.0"),
        new Fix.ForProcessors(List.of("x86_64", "arm64"), ImageFormat.MACHO),
        new Fix.ForProcessors(List.of("aarch64"), ImageFormat.ELF),
        new Fix.ForProcessors(List.of("arm64"), ImageFormat.PE),
        new Fix.SameName("_speedups"),
        new Fix.OtherNumpy(),
        new Fix.OncePerProcess(),
        new Fix.NewerGenerator());
  }

  private static List<Binding> bindings() {
    List<Binding> all = new ArrayList<>();
    Stream.of(Builder.values()).map(Binding::of).forEach(all::add);
    all.add(binding(Builder.PYO3, "0.22.6"));
    all.add(binding(Builder.PYO3, "0.25.1"));
    all.add(binding(Builder.PYO3, "0.29.3"));
    all.add(binding(Builder.CYTHON, "0.29.37"));
    all.add(binding(Builder.CYTHON, "3.3.1"));
    all.add(binding(Builder.PYBIND11, "3.0"));
    return all;
  }

  private static Binding binding(Builder builder, String version) {
    return new Binding(builder, Optional.of(version));
  }

  private static Generator backend(Backend backend) {
    return new Generator(backend, backend.shown(), Optional.empty());
  }

  private record Case(Fix fix, Made made, String help) {}

  private static List<Case> table() {
    List<Case> table = new ArrayList<>();
    for (Fix fix : fixes()) {
      for (Binding binding : bindings()) {
        for (Backend backend : Backend.values()) {
          Made made = new Made(binding, backend(backend));
          table.add(new Case(fix, made, made.help(fix, GENERAL)));
        }
      }
    }
    return table;
  }

  @Test
  void everyHelpIsOneOrTwoSentences() {
    List<Case> table = table();
    assertThat(table).hasSizeGreaterThan(4_000);
    for (Case row : table) {
      assertThat(row.help()).as("%s", row).isNotBlank().endsWith(".").hasSizeLessThan(LONGEST);
      assertThat(row.help()).as("%s", row).doesNotContain("  ", " . ", "null", "Optional");
      assertThat(END.matcher(row.help()).results().count()).as("%s", row).isBetween(1L, 3L);
    }
  }

  /** A project on maturin is not told of setup.cfg, and one on Cython not of a Cargo.toml. */
  @Test
  void noHelpNamesAnotherBuildersTool() {
    for (Case row : table()) {
      WORDS_OF_CODE.forEach(
          (builder, words) -> {
            boolean rust = row.made().by(Backend.MATURIN) && builder == Builder.PYO3;
            if (!row.made().by(builder) && !rust) {
              assertThat(row.help().replace("bindings cffi", ""))
                  .as("%s", row)
                  .doesNotContain(words);
            }
          });
      WORDS_OF_BACKENDS.forEach(
          (backend, words) -> {
            if (!row.made().by(backend)) {
              assertThat(row.help()).as("%s", row).doesNotContain(words);
            }
          });
    }
  }

  /** Where anything is known of who made it, most fixes are in that builder's words. */
  @Test
  void everyBuilderHasWordsOfItsOwn() {
    for (Builder builder : Builder.values()) {
      Set<String> own = new TreeSet<>();
      for (Fix fix : fixes()) {
        String help = new Made(Binding.of(builder), Generator.UNKNOWN).help(fix, GENERAL);
        if (!help.equals(GENERAL)) {
          own.add(help);
        }
      }
      boolean plain = builder == Builder.C || builder == Builder.RUST;
      assertThat(own).as(builder.shown()).hasSizeGreaterThanOrEqualTo(plain ? 0 : 4);
    }
    for (Backend backend : Backend.values()) {
      Set<String> own = new TreeSet<>();
      for (Fix fix : fixes()) {
        String help = new Made(Binding.NONE, backend(backend)).help(fix, GENERAL);
        if (!help.equals(GENERAL)) {
          own.add(help);
        }
      }
      assertThat(own)
          .as(backend.name())
          .hasSizeGreaterThanOrEqualTo(
              switch (backend) {
                case SETUPTOOLS, MATURIN, SCIKIT_BUILD_CORE, MESON_PYTHON -> 14;
                case HATCHLING -> 9;
                case OTHER -> 0;
                default -> 6;
              });
    }
  }

  @Test
  void whereNothingIsKnownTheGeneralWordsStand() {
    for (Fix fix : fixes()) {
      assertThat(Made.UNKNOWN.help(fix, GENERAL)).isEqualTo(GENERAL);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SETUPTOOLS        | C        |        | stable | py_limited_api = cp39",
        "SETUPTOOLS        | CYTHON   | 3.3.1  | stable | (\"Py_LIMITED_API\", \"0x03090000\")",
        "SETUPTOOLS        | PYO3     | 0.29.3 | stable | py_limited_api = cp39",
        "MATURIN           | PYO3     | 0.29.3 | stable | version = \"0.29\", features = [\"abi3-py39\"]",
        "SCIKIT_BUILD_CORE | C        |        | stable | wheel.py-api = \"cp39\"",
        "SCIKIT_BUILD_CORE | NANOBIND |        | stable | tagged cp312-abi3",
        "SCIKIT_BUILD_CORE | PYBIND11 | 3.0    | stable | without wheel.py-api",
        "MESON_PYTHON      | C        |        | stable | limited_api: '3.9'",
        "SETUPTOOLS        | MYPYC    |        | stable | no Limited API",
        "MATURIN           | PYO3     | 0.22.6 | t      | pyo3 = \"0.25\" or newer",
        "MATURIN           | PYO3     | 0.29.3 | t      | maturin build --release -i python3.14t",
        "MESON_PYTHON      | C        |        | t      | -Dpython.allow_limited_api=false",
        "SETUPTOOLS        | C        |        | t      | python3.14t -m build --wheel",
        "SETUPTOOLS        | CYTHON   | 3.0.11 | t      | take 3.1 or newer",
        "OTHER             | PYO3     | 0.27.2 | gil    | #[pymodule(gil_used = false)]",
        "OTHER             | PYO3     | 0.29.3 | gil    | Take gil_used = true out",
        "OTHER             | CYTHON   |        | gil    | # cython: freethreading_compatible = True",
        "OTHER             | PYBIND11 |        | gil    | pybind11::mod_gil_not_used()",
        "OTHER             | NANOBIND |        | gil    | FREE_THREADED",
        "OTHER             | MYPYC    |        | gil    | mypy 1.17",
        "OTHER             | SWIG     |        | gil    | -nogil",
        "OTHER             | F2PY     | 2.5.2  | gil    | --freethreading-compatible",
        "MATURIN           | PYO3     | 0.29.3 | both   | abi3t-py315",
        "SCIKIT_BUILD_CORE | C        |        | both   | cp315.cp315t",
        "SETUPTOOLS        | C        |        | both   | (\"Py_TARGET_ABI3T\", \"0x030f0000\")",
        "MESON_PYTHON      | C        |        | both   | limited_api: '3.15'",
        "SETUPTOOLS        | C        |        | both   | PyModExport_NAME return an array of PySlot",
        "SCIKIT_BUILD_CORE | C        |        | both   | USE_SABI 3.15",
        "SETUPTOOLS        | CFFI     |        | both   | py_limited_api = cp315 under [bdist_wheel] in setup.cfg.",
        "SETUPTOOLS        | SWIG     |        | both   | python3.15t, without py_limited_api",
        "SETUPTOOLS        | CYTHON   | 3.3.1  | both   | python3.15t, without py_limited_api",
        "SCIKIT_BUILD_CORE | NANOBIND |        | both   | BACKEND_MODULE nanobind_backend",
        "SETUPTOOLS        | C        |        | t15    | set only if not sysconfig",
        "SETUPTOOLS        | SWIG     |        | t15    | set only if not sysconfig",
        "SETUPTOOLS        | PYO3     | 0.29.3 | t15    | py_limited_api set only if not sysconfig",
        "MESON_PYTHON      | C        |        | t15    | -Dpython.allow_limited_api=false",
        "SCIKIT_BUILD_CORE | C        |        | t      | USE_SABI by if(SKBUILD_SABI_VERSION)",
        "SCIKIT_BUILD_CORE | C        |        | stable | set(sabi USE_SABI ${SKBUILD_SABI_VERSION})",
        "SETUPTOOLS        | CFFI     |        | stable | no py_limited_api into ffibuilder.set_source()",
        "SETUPTOOLS        | SWIG     |        | name   | Name it _fast in the Extension of setup.py",
        "MATURIN           | PYO3     | 0.29.3 | raise  | abi3-py38",
        "MATURIN           | PYO3     | 0.30.1 | raise  | abi3-py39",
        "MATURIN           | PYO3     | 0.29.3 | platform | --compatibility manylinux_2_28.",
        "MATURIN           | PYO3     | 0.29.3 | strip  | strip = true",
        "SCIKIT_BUILD_CORE | C        |        | strip  | install.strip = true",
        "SETUPTOOLS        | C        |        | stable | the compiler calls an implicit declaration",
        "SCIKIT_BUILD_CORE | NANOBIND |        | lower  | tag the wheel cp312-abi3",
        "OTHER             | F2PY     | 2.5.5  | multi  | f2py uses single-phase init",
        "OTHER             | SWIG     |        | sub    | SWIG 4.4 or newer"
      })
  void namesTheBuildersOwnOption(
      Backend backend, Builder builder, String version, String what, String expected) {
    Fix fix =
        switch (what) {
          case "stable" -> new Fix.BuildStable(9);
          case "t" -> new Fix.BuildFor(14, true, true);
          case "gil" -> new Fix.FreeOfGil();
          case "t15" -> new Fix.BuildFor(15, true, true);
          case "platform" -> new Fix.NamePlatform("manylinux_2_28_x86_64");
          case "strip" -> new Fix.ChangeInBuild();
          case "lower" -> new Fix.Lower(9, 13);
          case "multi" -> new Fix.MultiPhase();
          case "sub" -> new Fix.Subinterpreters();
          case "name" -> new Fix.SameName("fast");
          case "raise" -> new Fix.Raise(7, 7);
          default -> new Fix.BuildBoth(what.equals("exports"));
        };
    Made made = new Made(new Binding(builder, Optional.ofNullable(version)), backend(backend));
    assertThat(made.help(fix, GENERAL)).contains(expected);
  }

  @Test
  void whatFilesHaveInCommonCounts() {
    Made rust = new Made(binding(Builder.PYO3, "0.29.3"), backend(Backend.MATURIN));
    Made older = new Made(binding(Builder.PYO3, "0.25.1"), backend(Backend.MATURIN));
    Made c = new Made(Binding.NONE, backend(Backend.MATURIN));
    assertThat(Made.common(List.of(rust, rust))).isEqualTo(rust);
    assertThat(Made.common(List.of(rust, older)).binding()).isEqualTo(Binding.of(Builder.PYO3));
    assertThat(Made.common(List.of(rust, c)).binding()).isEqualTo(Binding.NONE);
    assertThat(Made.common(List.of(rust, c)).backend()).isEqualTo(Backend.MATURIN);
    assertThat(Made.common(List.of())).isEqualTo(Made.UNKNOWN);
    assertThat(rust.shown()).isEqualTo("PyO3 0.29.3 (maturin)");
  }
}
