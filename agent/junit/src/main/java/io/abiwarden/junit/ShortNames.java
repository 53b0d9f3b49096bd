package io.abiwarden.junit;

import io.abiwarden.core.wheel.Tag;
import io.abiwarden.core.wheel.WheelName;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What artifacts are called in the names of tests: as short as still tells them apart. */
final class ShortNames {

  private final Map<String, Integer> uses = new HashMap<>();

  ShortNames(Collection<Path> artifacts) {
    for (Path path : artifacts) {
      uses.merge(fileName(path), 1, Integer::sum);
      if (!fileName(path).equals(shortened(path))) {
        uses.merge(shortened(path), 1, Integer::sum);
      }
    }
  }

  /** {@code spam-1.0-cp39-abi3-….whl}. */
  String of(Path path) {
    for (String name : new String[] {shortened(path), fileName(path)}) {
      if (uses.getOrDefault(name, 0) == 1) {
        return name;
      }
    }
    return path.toString();
  }

  /** A file's name, or that of a folder; a folder named for its purpose needs the one around it. */
  static String fileName(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** {@code cp39-abi3}, and the platform where it is not this machine's. */
  static String tags(WheelName wheel) {
    boolean here =
        wheel.tags().stream()
            .map(Tag::platform)
            .anyMatch(
                platform ->
                    platform.equals("any") || ThisMachine.host().platforms().contains(platform));
    return here
        ? wheel.pythonAndAbi()
        : wheel.pythonAndAbi() + "-" + wheel.tags().getFirst().platform();
  }

  private static String shortened(Path path) {
    String name = fileName(path);
    int platform = name.lastIndexOf('-');
    return WheelName.parse(name).isPresent() && !name.endsWith("-any.whl")
        ? name.substring(0, platform) + "-….whl"
        : name;
  }
}
