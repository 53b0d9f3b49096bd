package io.abiwarden.core.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.Image;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every snippet, as every way of compiling makes it. */
class EntryTracerTest {

  private static final List<List<String>> EVERYWHERE =
      List.of(
          List.of("-fPIC", "-O0"),
          List.of("-fPIC", "-O1"),
          List.of("-fPIC", "-O2"),
          List.of("-fPIC", "-O3"),
          List.of("-fPIC", "-Os"),
          List.of("-fPIC", "-O2", "-fno-plt"),
          List.of("-fPIC", "-O2", "-fstack-protector-all"),
          List.of("-fPIC", "-O0", "-fstack-protector-all"),
          List.of("-fPIC", "-O2", "-Wl,-z,now", "-Wl,-z,relro"),
          List.of("-fPIC", "-O2", "-fno-omit-frame-pointer", "-fno-builtin"));

  private static final List<List<String>> X86_64 =
      List.of(
          List.of("-fPIC", "-O2", "-fcf-protection=full", "-Wl,-z,ibtplt"),
          List.of("-fPIC", "-O2", "-mavx2"),
          List.of("-fPIC", "-O3", "-mavx2", "-ftree-vectorize"),
          List.of("-fPIC", "-O3", "-march=x86-64-v4"),
          List.of("-fPIC", "-O2", "-mno-sse"),
          List.of("-fPIC", "-O2", "-mindirect-branch=thunk-inline"));

  private static final List<List<String>> AARCH64 =
      List.of(
          List.of("-fPIC", "-O2", "-mbranch-protection=standard"),
          List.of("-fPIC", "-O2", "-mbranch-protection=pac-ret+leaf", "-march=armv8.3-a"),
          List.of("-fPIC", "-O3", "-march=armv8.1-a"),
          List.of("-fpic", "-Os"));

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
    return rows.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void followsEverySnippet(Compiler compiler, List<String> flags) {
    compiler.require();
    int checked = 0;
    List<String> wrong = new ArrayList<>();
    Image together = compiler.compile(folder, Snippet.together(), flags);
    Image apart = compiler.compile(folder, Snippet.apart(), flags);
    for (Snippet snippet : Snippet.values()) {
      Image image = snippet.isApart() ? apart : together;
      try {
        snippet.check(Snippet.Traced.of(image, snippet));
      } catch (AssertionError | RuntimeException e) {
        wrong.add(snippet + ": " + e);
      }
      checked++;
    }
    assertThat(wrong).isEmpty();
    assertThat(checked).isGreaterThanOrEqualTo(25);
  }

  @Test
  void followsNothingOfOtherProcessors() {
    Image image = CodeImage.of(Architecture.S390X, new byte[64]);
    assertThat(EntryTracer.trace(image, CodeImage.CODE)).isEmpty();
  }

  @Test
  void followsNothingOutsideOfCode() {
    Image image = CodeImage.of(Architecture.X86_64, new byte[64]);
    assertThat(EntryTracer.trace(image, CodeImage.DATA)).isEmpty();
    assertThat(EntryTracer.trace(image, -1)).isEmpty();
  }
}
