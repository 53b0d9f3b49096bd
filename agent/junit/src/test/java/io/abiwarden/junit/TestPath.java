package io.abiwarden.junit;

import io.abiwarden.fixtures.Fixtures;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the classes of the tests are: beside the module that they are patched into. */
final class TestPath {

  private TestPath() {}

  static String ofThisModule() {
    return Stream.of(AbiwardenAssertions.class, TestPath.class, Fixtures.class)
        .map(TestPath::place)
        .distinct()
        .collect(Collectors.joining(":"));
  }

  private static String place(Class<?> type) {
    // A patched module has one code source for all of its classes; a file of its own does not.
    String name = type.getName().replace('.', '/') + ".class";
    var url = type.getResource("/" + name);
    if (url == null) {
      throw new IllegalStateException("no place of " + type);
    }
    try {
      String text = url.toURI().toString();
      String place = text.substring(0, text.length() - name.length() - 1);
      return Path.of(
              java.net.URI.create(
                  place.startsWith("jar:")
                      ? place.substring("jar:".length(), place.length() - 1)
                      : place))
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
