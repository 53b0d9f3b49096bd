package io.abiwarden.guard.hosts;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** Somebody else's agent, which also wants to know when libraries are loaded. */
public final class OtherAgent {

  /** What it prints. */
  public static final String HEARD = "the other agent hears of a library";

  private OtherAgent() {}

  /** Makes {@code Runtime.load0} print a line. */
  public static void premain(@Nullable String options, Instrumentation instrumentation)
      throws Exception {
    ClassFileTransformer transformer =
        new ClassFileTransformer() {
          @Override
          public byte @Nullable [] transform(
              @Nullable ClassLoader loader,
              String name,
              @Nullable Class<?> redefined,
              @Nullable ProtectionDomain domain,
              byte[] classFile) {
            return name.equals("java/lang/Runtime") ? printing(classFile) : null;
          }
        };
    instrumentation.addTransformer(transformer, true);
    instrumentation.retransformClasses(Runtime.class);
    // As some agents do, so that later retransformations of theirs go without it.
    boolean _ = instrumentation.removeTransformer(transformer);
    instrumentation.addTransformer(transformer, true);
    instrumentation.retransformClasses(Runtime.class);
  }

  private static byte[] printing(byte[] classFile) {
    ClassDesc stream = PrintStream.class.describeConstable().orElseThrow();
    CodeTransform print =
        new CodeTransform() {
          @Override
          public void atStart(CodeBuilder code) {
            code.getstatic(ClassDesc.of("java.lang.System"), "out", stream)
                .ldc(HEARD)
                .invokevirtual(
                    stream,
                    "println",
                    MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String));
          }

          @Override
          public void accept(CodeBuilder code, CodeElement element) {
            code.with(element);
          }
        };
    return ClassFile.of()
        .transformClass(
            ClassFile.of().parse(classFile),
            ClassTransform.transformingMethodBodies(
                method -> method.methodName().equalsString("load0"), print));
  }

  /** Its jar. */
  public static Path jar(Path folder) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", OtherAgent.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    Path jar = folder.resolve("other-agent.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      // Its classes are on the class path of the hosts of these tests.
      entries.putNextEntry(new JarEntry("empty"));
      entries.closeEntry();
    }
    return jar;
  }
}
