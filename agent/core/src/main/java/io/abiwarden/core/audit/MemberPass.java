package io.abiwarden.core.audit;

import io.abiwarden.core.artifact.FileTree;
import io.abiwarden.core.artifact.ImageNames;
import io.abiwarden.core.artifact.RecordCheck;
import io.abiwarden.core.image.ImageReader;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One pass over a wheel's files: each is unpacked once, hashed for RECORD, and read if it is an
 * image, whatever its name.
 */
final class MemberPass {

  private final FileTree tree;
  private final ImagePass images;
  private final RecordCheck record;

  MemberPass(FileTree tree, ImagePass images, RecordCheck record) {
    this.tree = tree;
    this.images = images;
    this.record = record;
  }

  /**
   * Goes through the files in the order of their paths.
   *
   * @param unit what promises them
   */
  void run(Unit unit) {
    for (String file : tree.files()) {
      boolean named = ImageNames.isOne(file);
      if (!named && !record.stream(file, ImageReader::isImage)) {
        continue;
      }
      try {
        ByteBuffer bytes = tree.read(file);
        record.seen(file, bytes);
        images.image(file, bytes, unit);
      } catch (IOException e) {
        images.unreadable(file, String.valueOf(e.getMessage()));
      }
    }
  }
}
