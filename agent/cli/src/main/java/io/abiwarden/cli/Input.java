package io.abiwarden.cli;

import io.abiwarden.cli.index.IndexException;
import io.abiwarden.cli.index.IndexFile;
import io.abiwarden.cli.index.WheelIndex;
import java.io.IOException;
import java.nio.file.Files;
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

  /** Its size in bytes; 0 or less where that is not known. */
  long size();

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

    @Override
    public long size() {
      try {
        return Files.size(here);
      } catch (IOException e) {
        // Whoever reads it says why not.
        return 0;
      }
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
    public long size() {
      return wheel.size();
    }

    @Override
    public Path here() throws IndexException {
      return index.fetch(wheel);
    }
  }
}
