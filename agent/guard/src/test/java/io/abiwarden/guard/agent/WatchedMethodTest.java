package io.abiwarden.guard.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The calls are added where they belong, in the JDK that runs the tests. */
class WatchedMethodTest {

  @Test
  void eachIsCalledFromAndNothingElseChanges() throws Exception {
    assertThat(WatchedMethod.ALL).hasSizeGreaterThanOrEqualTo(4);
    for (WatchedMethod watched : WatchedMethod.ALL) {
      byte[] before = classFile(watched.type());
      ClassModel after = ClassFile.of().parse(WatchedMethod.watch(watched.type(), before));
      List<String> calling =
          after.methods().stream()
              .filter(WatchedMethodTest::tells)
              .map(method -> method.methodName() + " " + method.methodType())
              .toList();
      assertThat(calling)
          .as("methods of %s", watched.type())
          .contains(watched.name() + " " + watched.descriptor())
          .hasSize((int) sameType(watched).count());
      assertThat(after.methods()).hasSameSizeAs(ClassFile.of().parse(before).methods());
      assertThat(ClassFile.of().verify(after)).isEmpty();
    }
  }

  @Test
  void otherClassesAreLeftAlone() {
    assertThat(WatchedMethod.isIn("java/lang/System")).isFalse();
    assertThat(WatchedMethod.isIn("java/lang/Runtime")).isTrue();
  }

  @Test
  void whatIsCalledIsSound() {
    assertThat(ClassFile.of().verify(WatchClass.bytes())).isEmpty();
  }

  private static Stream<WatchedMethod> sameType(WatchedMethod watched) {
    return WatchedMethod.ALL.stream().filter(other -> other.type().equals(watched.type()));
  }

  private static byte[] classFile(String type) throws Exception {
    try (InputStream in = Object.class.getResourceAsStream("/" + type + ".class")) {
      assertThat(in).as("%s of this JDK", type).isNotNull();
      return in.readAllBytes();
    }
  }

  private static boolean tells(MethodModel method) {
    return method.code().stream()
        .flatMap(code -> code.elementList().stream())
        .anyMatch(WatchedMethodTest::isCall);
  }

  private static boolean isCall(CodeElement element) {
    return element instanceof InvokeInstruction call
        && call.owner().asSymbol().equals(WatchClass.NAME);
  }
}
