package io.abiwarden.core.wheel;

/**
 * A platform compatibility tag (PEP 425), already expanded: {@code cp314-cp314t-linux_x86_64}.
 *
 * @param python the python tag, {@code cp314}
 * @param abi the second part, {@code cp314t} or {@code none}
 * @param platform the platform tag, {@code manylinux_2_28_x86_64}
 */
public record Tag(String python, String abi, String platform) {

  @Override
  public String toString() {
    return python + "-" + abi + "-" + platform;
  }
}
