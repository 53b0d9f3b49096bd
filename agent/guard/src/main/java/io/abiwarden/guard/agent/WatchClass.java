package io.abiwarden.guard.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;

/**
 * The class in {@code java.lang} that the JDK's classes call, written out: it has one listener, and
 * keeps from the JDK whatever that throws.
 *
 * {@snippet :
 * public final class AbiwardenLibraryWatch {
 *   static volatile Consumer<Object> listener;
 *   public static void tell(Object what) {
 *     try {
 *       Consumer<Object> listener = AbiwardenLibraryWatch.listener;
 *       if (listener != null) {
 *         listener.accept(what);
 *       }
 *     } catch (Throwable e) {
 *     }
 *   }
 * }
 * }
 */
final class WatchClass {

  static final ClassDesc NAME = ClassDesc.of("java.lang.AbiwardenLibraryWatch");
  static final String LISTENER = "listener";

  private static final String TELL = "tell";
  private static final ClassDesc CONSUMER = Consumer.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc TAKES_OBJECT =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object);

  private WatchClass() {}

  /** The class file. It is public as one of its callers is in another package of the JDK. */
  static byte[] bytes() {
    return ClassFile.of()
        .build(
            NAME,
            type ->
                type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                    .withField(LISTENER, CONSUMER, ClassFile.ACC_STATIC | ClassFile.ACC_VOLATILE)
                    .withMethodBody(
                        TELL,
                        TAKES_OBJECT,
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        WatchClass::body));
  }

  private static void body(CodeBuilder code) {
    code.trying(WatchClass::callListener, failed -> failed.catchingAll(CodeBuilder::pop));
    code.return_();
  }

  private static void callListener(CodeBuilder code) {
    Label none = code.newLabel();
    code.getstatic(NAME, LISTENER, CONSUMER)
        .astore(1)
        .aload(1)
        .ifnull(none)
        .aload(1)
        .aload(0)
        .invokeinterface(CONSUMER, "accept", TAKES_OBJECT)
        .labelBinding(none);
  }

  /** Adds a call that passes on the method's first parameter; it leaves the stack as it was. */
  static void tellFirstParameter(CodeBuilder code) {
    code.aload(code.parameterSlot(0)).invokestatic(NAME, TELL, TAKES_OBJECT);
  }
}
