package io.abiwarden.junit;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LineNumberInfo;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Optional;

/** Where a test is written, so that a failure in its place leads there. */
final class TestPlace {

  private static final int UNKNOWN = -1;

  private TestPlace() {}

  /** The method's first line; only its class and name where the class file does not tell more. */
  static StackTraceElement of(Method test) {
    Class<?> type = test.getDeclaringClass();
    String binaryName = type.getName();
    String resource = binaryName.substring(binaryName.lastIndexOf('.') + 1) + ".class";
    try (InputStream stream = type.getResourceAsStream(resource)) {
      if (stream != null) {
        ClassModel model = ClassFile.of().parse(stream.readAllBytes());
        return new StackTraceElement(
            binaryName,
            test.getName(),
            model
                .findAttribute(Attributes.sourceFile())
                .map(file -> file.sourceFile().stringValue())
                .orElse(null),
            line(model, test));
      }
    } catch (IOException | IllegalArgumentException e) {
      // A class file that this JDK does not read; the name will do.
    }
    return new StackTraceElement(binaryName, test.getName(), null, UNKNOWN);
  }

  private static int line(ClassModel model, Method test) {
    Optional<MethodModel> method =
        model.methods().stream()
            .filter(m -> m.methodName().equalsString(test.getName()))
            .filter(m -> m.methodTypeSymbol().equals(descriptor(test)))
            .findFirst();
    return method
        .flatMap(MethodModel::code)
        .flatMap(code -> code.findAttribute(Attributes.lineNumberTable()))
        .flatMap(table -> table.lineNumbers().stream().findFirst())
        .map(LineNumberInfo::lineNumber)
        .orElse(UNKNOWN);
  }

  private static MethodTypeDesc descriptor(Method test) {
    return MethodType.methodType(test.getReturnType(), test.getParameterTypes())
        .describeConstable()
        .orElseThrow(IllegalArgumentException::new);
  }
}
