package io.abiwarden.guard.agent;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;

/**
 * The right to define a class in {@code java.lang}.
 *
 * <p>Code put into the JDK's own classes can only call what their class loader sees. Appending a
 * jar to the boot class path would do, but then the JVM complains about its shared classes and
 * turns them off; a value in the system properties that is no text breaks hosts that write those to
 * a file. A class in {@code java.lang} itself is seen by every class in every loader.
 *
 * <p>The package is opened to the unnamed module of a class loader that exists for this alone, not
 * to that of the class path, so that the host's own code can do no more than before.
 */
final class JavaLangAccess {

  private JavaLangAccess() {}

  static MethodHandles.Lookup of(Instrumentation instrumentation)
      throws ReflectiveOperationException {
    Class<?> key = new OneClass().define(key());
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(key.getModule())),
        Set.of(),
        Map.of());
    MethodHandles.Lookup lookup = (MethodHandles.Lookup) key.getMethod("lookup").invoke(null);
    return MethodHandles.privateLookupIn(Runtime.class, lookup);
  }

  /** A class with one method, which says what the class may do. */
  private static byte[] key() {
    ClassDesc lookup = MethodHandles.Lookup.class.describeConstable().orElseThrow();
    MethodTypeDesc gives = MethodTypeDesc.of(lookup);
    return ClassFile.of()
        .build(
            ClassDesc.of("Key"),
            type ->
                type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL)
                    .withMethodBody(
                        "lookup",
                        gives,
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        code ->
                            code.invokestatic(
                                    MethodHandles.class.describeConstable().orElseThrow(),
                                    "lookup",
                                    gives)
                                .areturn()));
  }

  private static final class OneClass extends ClassLoader {

    OneClass() {
      super(null);
    }

    Class<?> define(byte[] bytes) {
      return defineClass(null, bytes, 0, bytes.length);
    }
  }
}
