package io.abiwarden.guard.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.net.URL;
import java.net.URLClassLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which SLF4J is good enough to write to. */
class SlfLoggerTest {

  /** The platform's loader would find what is on the module path of these tests. */
  private static final @Nullable ClassLoader NO_PARENT = null;

  @Test
  void oneThatLogsIsFound() throws Exception {
    assertThat(SlfLogger.in(factory().getClassLoader()))
        .isPresent()
        .get()
        .matches(SlfLogger::isThere)
        .matches(logger -> logger.write("info", "a line of a test", null))
        .matches(logger -> !logger.write("no such level", "a line of a test", null));
  }

  @Test
  void noneIsFoundWhereThereIsNone() {
    assertThat(SlfLogger.in(new ClassLoader(NO_PARENT) {})).isEmpty();
  }

  @Test
  void oneWithoutABackEndIsNoneAsItWouldKeepWarningsToItself() throws Exception {
    URL api = factory().getProtectionDomain().getCodeSource().getLocation();
    try (var loader = new URLClassLoader(new URL[] {api}, NO_PARENT)) {
      assertThat(SlfLogger.in(loader)).isEmpty();
    }
  }

  @Test
  void oneThatIsBrokenIsNone() {
    assertThat(SlfLogger.in(new Broken())).isEmpty();
  }

  private static Class<?> factory() throws ClassNotFoundException {
    return Class.forName("org.slf4j.LoggerFactory");
  }

  /** Has a class of that name, and nothing in it. */
  private static final class Broken extends ClassLoader {

    Broken() {
      super(NO_PARENT);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (!name.equals("org.slf4j.LoggerFactory")) {
        throw new ClassNotFoundException(name);
      }
      byte[] empty = ClassFile.of().build(ClassDesc.of(name), type -> {});
      return defineClass(name, empty, 0, empty.length);
    }
  }
}
