package io.abiwarden.guard.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ReturnInstruction;
import java.util.List;
import java.util.Set;

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

  /**
   * A class with the calls added.
   *
   * @param found where the methods are added that the class has
   */
  static byte[] watch(String type, byte[] classFile, Set<WatchedMethod> found) {
    ClassFile format = ClassFile.of();
    ClassTransform transform = ClassTransform.ACCEPT_ALL;
    for (WatchedMethod method : ALL) {
      if (method.type.equals(type)) {
        transform =
            transform.andThen(
                ClassTransform.transformingMethodBodies(
                    model -> method.matches(model, found), method.after ? AFTER : BEFORE));
      }
    }
    return format.transformClass(format.parse(classFile), transform);
  }

  private boolean matches(MethodModel method, Set<WatchedMethod> found) {
    if (method.methodName().equalsString(name) && method.methodType().equalsString(descriptor)) {
      found.add(this);
      return true;
    }
    return false;
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
