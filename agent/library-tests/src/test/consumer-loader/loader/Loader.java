package loader;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Starts a program by a class loader of its own, as test workers and application servers do. */
public final class Loader {

  private Loader() {}

  /**
   * Starts the program.
   *
   * @param args whether classes are to say where they come from, the number of entries of the class
   *     path, these, the main class, its arguments
   * @throws Exception what it throws
   */
  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[1]);
    List<URL> path = new ArrayList<>();
    for (String entry : part(args, 2, 2 + count)) {
      path.add(Path.of(entry).toUri().toURL());
    }
    URL[] urls = path.toArray(URL[]::new);
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader loader =
        args[0].equals("open") ? new URLClassLoader(urls, platform) : new Secret(urls, platform)) {
      loader
          .loadClass(args[2 + count])
          .getMethod("main", String[].class)
          .invoke(null, (Object) part(args, 3 + count, args.length));
    }
  }

  private static String[] part(String[] args, int from, int to) {
    return Arrays.copyOfRange(args, from, to);
  }

  /** Defines classes without saying where they come from. */
  private static final class Secret extends URLClassLoader {

    Secret(URL[] urls, ClassLoader parent) {
      super(urls, parent);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      try (InputStream stream = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (stream == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = stream.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
