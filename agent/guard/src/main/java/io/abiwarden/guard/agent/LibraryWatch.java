package io.abiwarden.guard.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.invoke.MethodHandles;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls a listener wherever in this JVM a native library has been loaded or is about to be called,
 * whatever class loader that happens in.
 *
 * <p>The listener runs on the thread that loads, after the library is in the process and before the
 * caller can do anything with it. It gets the class that loads, the library's name, or the address
 * of the function that will be called ({@link WatchedMethod#ALL}). What it throws goes nowhere.
 */
final class LibraryWatch {

  private final Instrumentation instrumentation;
  private final Transformer transformer = new Transformer();

  private LibraryWatch(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * Starts to watch.
   *
   * <p>Classes that the JVM has are changed by retransformation, which leaves in place what other
   * agents made of them; the others are changed when they come. The transformer stays until {@link
   * #settle}, so that another agent's retransformation leaves this one in place as well.
   */
  static LibraryWatch start(Instrumentation instrumentation, Consumer<@Nullable Object> listener)
      throws ReflectiveOperationException, UnmodifiableClassException {
    MethodHandles.Lookup javaLang = JavaLangAccess.of(instrumentation);
    Class<?> called = javaLang.defineClass(WatchClass.bytes());
    javaLang.findStaticVarHandle(called, WatchClass.LISTENER, Consumer.class).setVolatile(listener);
    LibraryWatch watch = new LibraryWatch(instrumentation);
    instrumentation.addTransformer(watch.transformer, true);
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() == null && WatchedMethod.isIn(type.getName().replace('.', '/'))) {
        loaded.add(type);
      }
    }
    instrumentation.retransformClasses(loaded.toArray(Class<?>[]::new));
    return watch;
  }

  /** Sees no more classes: what was added stays, unless another agent changes the same ones. */
  void settle() {
    boolean _ = instrumentation.removeTransformer(transformer);
  }

  private static final class Transformer implements ClassFileTransformer {

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] classFile) {
      // Every class of the host comes along here.
      return loader == null && name != null && WatchedMethod.isIn(name)
          ? WatchedMethod.watch(name, classFile)
          : null;
    }
  }
}
