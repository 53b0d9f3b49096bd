package io.abiwarden.cli;

import io.abiwarden.cli.index.IndexException;
import io.abiwarden.cli.index.IndexFile;
import io.abiwarden.cli.index.WheelIndex;
import java.nio.file.Path;

/** One thing to look at, here or on an index. */
sealed interface Input {

  /** How reports name it. */
  String shown();

  /**
   * Where it lies; what is elsewhere is brought here first.
   *
   * @throws IndexException if it cannot be had
   */
  Path here() throws IndexException;

  /**
   * Something that lies here.
   *
   * @param here its path, as given
   */
  record Local(Path here) implements Input {
    @Override
    public String shown() {
      return here.toString();
    }
  }

  /**
   * A wheel of a release on an index.
   *
   * @param index where it is
   * @param release as given: {@code pypi:psutil==7.2.2}
   * @param wheel the file
   */
  record Remote(WheelIndex index, String release, IndexFile wheel) implements Input {
    @Override
    public String shown() {
      return release + "/" + wheel.name();
    }

    @Override
    public Path here() throws IndexException {
      return index.fetch(wheel);
    }
  }
}
