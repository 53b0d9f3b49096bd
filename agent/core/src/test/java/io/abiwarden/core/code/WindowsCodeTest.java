package io.abiwarden.core.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.code.Path.Call;
import io.abiwarden.core.code.Value.Known;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormatException;
import io.abiwarden.core.image.ImageReader;
import io.abiwarden.core.image.PeBuilder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Code for Windows, compiled and written by hand. */
class WindowsCodeTest {

  /**
   * Those that mean something else there: the address of another library's function is that of a
   * thunk, data of another library have to be declared as such, and the C library, which there is
   * none of here, runs constructors.
   */
  private static final Set<Snippet> OTHERWISE =
      EnumSet.of(
          Snippet.SLOT_FROM_ANOTHER_LIBRARY, Snippet.BY_VERSION, Snippet.FILLED_BY_A_CONSTRUCTOR);

  @TempDir java.nio.file.Path folder;

  static Stream<Arguments> rows() {
    List<Arguments> rows = new ArrayList<>();
    for (WindowsCompiler compiler : WindowsCompiler.values()) {
      for (String level : List.of("-O0", "-O1", "-O2", "-O3", "-Os")) {
        rows.add(Arguments.of(compiler, level));
      }
    }
    return rows.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rows")
  void followsEverySnippet(WindowsCompiler compiler, String level) {
    WindowsCompiler.require();
    List<Snippet> snippets =
        Stream.of(Snippet.values()).filter(s -> !s.isApart() && !OTHERWISE.contains(s)).toList();
    Image image =
        compiler.compile(
            folder,
            Snippet.together(),
            snippets.stream().map(Snippet::entry).toList(),
            List.of(level));
    List<String> wrong = new ArrayList<>();
    for (Snippet snippet : snippets) {
      try {
        snippet.check(Snippet.Traced.of(image, snippet));
      } catch (AssertionError | RuntimeException e) {
        wrong.add(snippet + ": " + e);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(snippets).hasSizeGreaterThanOrEqualTo(20);
  }

  private static final int DEFINITION = PeBuilder.DATA + 0x20;

  /** An entry function that calls PyModule_Create2(DEFINITION, 3), after some code. */
  private static List<Path> trace(PeBuilder builder, String before) throws ImageFormatException {
    return trace(builder, before, "");
  }

  private static List<Path> trace(PeBuilder builder, String before, String after)
      throws ImageFormatException {
    byte[] code = HexFormat.of().parseHex(before.replace(" ", ""));
    byte[] rest = HexFormat.of().parseHex(after.replace(" ", ""));
    int word = builder.need("python3.dll", "PyModule_Create2");
    int at = PeBuilder.CODE;
    builder.bytes(at, code);
    at += code.length;
    // lea rcx, [rip + data]; mov edx, 3; call [rip + word]
    builder.bytes(at, (byte) 0x48, (byte) 0x8d, (byte) 0x0d);
    builder.number(at + 3, DEFINITION - at - 7).bytes(at + 7, (byte) 0xba).number(at + 8, 3);
    builder.bytes(at + 12, (byte) 0xff, (byte) 0x15).number(at + 14, word - at - 18);
    builder.bytes(at + 18, rest).bytes(at + 18 + rest.length, (byte) 0xc3);
    Image image = ImageReader.read(builder.export("PyInit_x", PeBuilder.CODE).build());
    return EntryTracer.trace(image, builder.address(PeBuilder.CODE));
  }

  @Test
  void argumentsLieInWindowsRegisters() throws Exception {
    PeBuilder builder = new PeBuilder(PeBuilder.X86_64);
    List<Path> paths = trace(builder, "");
    assertThat(paths).hasSize(1);
    Call call = paths.getFirst().calls().getFirst();
    assertThat(call.symbol()).isEqualTo("PyModule_Create2");
    assertThat(call.arguments().subList(0, 2))
        .isEqualTo(List.of(new Known(builder.address(DEFINITION)), new Known(3)));
  }

  @Test
  void calledFunctionsKeepWindowsRegisters() throws Exception {
    // mov esi, 5; mov edi, 7; movd xmm6, esi; movd xmm1, esi; the call; then
    // movd eax, xmm6; imul eax, edi; ret
    Path path =
        trace(
                new PeBuilder(PeBuilder.X86_64),
                "be05000000 bf07000000 660f6ef6 660f6ece",
                "660f7ef0 0fafc7")
            .getFirst();
    assertThat(path.returned()).isEqualTo(new Known(35));
    Path other =
        trace(new PeBuilder(PeBuilder.X86_64), "be05000000 660f6ece", "660f7ec8").getFirst();
    assertThat(other.returned()).isEqualTo(new Value.Unknown());
  }

  @Test
  void largeFramesProbeTheStackOfTheThread() throws Exception {
    // mov r10, gs:[0x10]; cmp rsp, r10; jae over ud2
    List<Path> paths =
        trace(new PeBuilder(PeBuilder.X86_64), "654c8b142510000000 4c39d4 7302 0f0b");
    assertThat(paths).singleElement().matches(p -> p.calls().size() == 1 && p.complete());
  }

  @Test
  void threadLocalVariablesStartWithTheirFirstContent() throws Exception {
    // The epoch of static variables is INT_MIN: mov rax, gs:[0x58]; mov rax, [rax];
    // cmp dword [rax + 4], 0x80000000; je over ud2
    PeBuilder builder = new PeBuilder(PeBuilder.X86_64);
    builder.number(PeBuilder.DATA + 0x304, 0x8000_0000);
    builder.word(PeBuilder.DATA + 0x400, builder.address(PeBuilder.DATA + 0x300));
    String code = "65488b042558000000 488b00 8178040000 0080 7402 0f0b";
    // The directory of thread-local variables is set when the rest is built.
    trace(builder, code);
    byte[] file = builder.build();
    PeBuilder.directory(file, 9, PeBuilder.DATA + 0x400, 40);
    Image image = ImageReader.read(file);
    assertThat(image.threadTemplate()).hasValue(builder.address(PeBuilder.DATA + 0x300));
    assertThat(EntryTracer.trace(image, builder.address(PeBuilder.CODE)))
        .singleElement()
        .matches(p -> p.calls().size() == 1);
  }

  @Test
  void guardedCallsGoThroughTheirThunk() throws Exception {
    // lea rax, [rip + helper]; call [rip + dispatch]: what lies there is jmp rax
    PeBuilder builder = new PeBuilder(PeBuilder.X86_64);
    int helper = PeBuilder.CODE + 0x200;
    int dispatch = PeBuilder.DATA + 0x500;
    builder.bytes(helper, (byte) 0xc3).bytes(helper + 8, (byte) 0xff, (byte) 0xe0);
    builder.pointer(dispatch, helper + 8);
    String code =
        "488d05%s ff15%s"
            .formatted(little(helper - PeBuilder.CODE - 7), little(dispatch - PeBuilder.CODE - 13));
    List<Path> paths = trace(builder, code);
    assertThat(paths).singleElement().matches(Path::complete);
    assertThat(paths.getFirst().calls()).hasSize(1);
  }

  @Test
  void wordsWithAnUnknownHalfAreCopied() throws Exception {
    // mov dword [rsp - 16], 4; movups xmm0, [rsp - 16]; movups [rip + slots], xmm0: a slot's id is
    // 4 bytes and what is behind it was never written.
    PeBuilder builder = new PeBuilder(PeBuilder.X86_64);
    int slots = PeBuilder.DATA + 0x100;
    String code =
        "c74424f004000000 0f104424f0 0f1105%s"
            .formatted(little(slots - PeBuilder.CODE - 8 - 5 - 7));
    Path path = trace(builder, code).getFirst();
    assertThat(path.memory().read(builder.address(slots), 4)).contains(new byte[] {4, 0, 0, 0});
    assertThat(path.memory().read(builder.address(slots), 8)).isEmpty();
  }

  @Test
  void unknownFunctionsDoNotReachIntoADefinitionBehindWhatTheyAreGiven() throws Exception {
    // After the call: lea rcx, [rip + data]; call [rip + other]
    PeBuilder builder = new PeBuilder(PeBuilder.X86_64).number(DEFINITION + 40, 77);
    int other = builder.need("other.dll", "fill");
    int at = PeBuilder.CODE + 18;
    String code =
        "488d0d%s ff15%s".formatted(little(PeBuilder.DATA - at - 7), little(other - at - 13));
    Path path = trace(builder, "", code).getFirst();
    assertThat(path.calls()).hasSize(2);
    assertThat(path.memory().read(builder.address(DEFINITION - 8), 4)).isEmpty();
    assertThat(path.memory().read(builder.address(DEFINITION + 40), 1)).contains(new byte[] {77});
  }

  private static String little(int number) {
    return HexFormat.of().toHexDigits(Integer.reverseBytes(number));
  }
}
