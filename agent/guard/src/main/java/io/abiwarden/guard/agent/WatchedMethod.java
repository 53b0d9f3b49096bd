package io.abiwarden.guard.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ReturnInstruction;
import java.util.List;

/**
 * A method of the JDK that libraries pass through.
 *
 * @param type its class, as class files write it
 * @param name its name
 * @param descriptor its parameters and result, as class files write them
 * @param after whether it is watched as it returns, not as it is entered
 */
record WatchedMethod(String type, String name, String descriptor, boolean after) {

  /** Where a library has just been loaded, or is about to be called. */
  static final List<WatchedMethod> ALL =
      List.of(
          new WatchedMethod(
              "java/lang/Runtime", "load0", "(Ljava/lang/Class;Ljava/lang/String;)V", true),
          new WatchedMethod(
              "java/lang/Runtime", "loadLibrary0", "(Ljava/lang/Class;Ljava/lang/String;)V", true),
          new WatchedMethod(
              "jdk/internal/loader/RawNativeLibraries",
              "load",
              "(Ljava/lang/String;)Ljdk/internal/loader/NativeLibrary;",
              true),
          new WatchedMethod(
              "jdk/internal/foreign/abi/AbstractLinker",
              "downcallHandle",
              "(Ljava/lang/foreign/MemorySegment;Ljava/lang/foreign/FunctionDescriptor;"
                  + "[Ljava/lang/foreign/Linker$Option;)Ljava/lang/invoke/MethodHandle;",
              false));

  /** Whether any of them is in a class. */
  static boolean isIn(String type) {
    for (WatchedMethod method : ALL) {
      if (method.type.equals(type)) {
        return true;
      }
    }
    return false;
  }

  /** A class with the calls added. What a JDK has not is said: that way is not watched. */
  static byte[] watch(String type, byte[] classFile) {
    ClassFile format = ClassFile.of();
    ClassModel model = format.parse(classFile);
    ClassTransform transform = ClassTransform.ACCEPT_ALL;
    for (WatchedMethod method : ALL) {
      if (method.type.equals(type)) {
        transform =
            transform.andThen(
                ClassTransform.transformingMethodBodies(
                    method::matches, method.after ? AFTER : BEFORE));
        if (model.methods().stream().noneMatch(method::matches)) {
          AgentState.say(
              "this Java has no "
                  + type.replace('/', '.')
                  + "."
                  + method.name
                  + method.descriptor
                  + ": a Python that is loaded that way is found late or never");
        }
      }
    }
    return format.transformClass(model, transform);
  }

  private boolean matches(MethodModel method) {
    return method.methodName().equalsString(name) && method.methodType().equalsString(descriptor);
  }

  private static final CodeTransform AFTER =
      (code, element) -> {
        if (element instanceof ReturnInstruction) {
          WatchClass.tellFirstParameter(code);
        }
        code.with(element);
      };

  private static final CodeTransform BEFORE =
      new CodeTransform() {
        @Override
        public void atStart(CodeBuilder code) {
          WatchClass.tellFirstParameter(code);
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
          code.with(element);
        }
      };
}
