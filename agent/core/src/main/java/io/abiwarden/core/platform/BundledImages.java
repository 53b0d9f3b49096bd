package io.abiwarden.core.platform;

import io.abiwarden.core.artifact.FileTree;
import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormatException;
import io.abiwarden.core.image.ImageReader;
import io.abiwarden.core.image.ImageSlice;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The libraries of an artifact by their file names, as macOS and Windows find them: the one by the
 * run paths that its repair tool wrote, the other by folders that the package adds when it is
 * imported.
 */
final class BundledImages {

  /** More than that needs no extension of a sane wheel. */
  private static final int MAX_IMAGES = 128;

  private record Key(String file, Architecture architecture) {}

  private final FileTree tree;
  private final Map<String, String> files = new HashMap<>();
  private final Map<Key, Optional<Image>> read = new HashMap<>();

  BundledImages(FileTree tree) {
    this.tree = tree;
    tree.files().forEach(file -> files.putIfAbsent(key(file), file));
  }

  private static String key(String library) {
    return TargetLinker.base(library).toLowerCase(Locale.ROOT);
  }

  /** Whether a library of a name is there. */
  boolean has(String library) {
    return files.containsKey(key(library));
  }

  /** What an image links to, directly or through others, as far as it is in the artifact. */
  List<Image> siblings(Image image) {
    List<Image> siblings = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    ArrayDeque<String> queue = new ArrayDeque<>(image.libraries());
    while (!queue.isEmpty() && siblings.size() < MAX_IMAGES) {
      String file = files.get(key(queue.remove()));
      if (file != null && seen.add(file)) {
        Optional<Image> sibling =
            read.computeIfAbsent(new Key(file, image.architecture()), this::read);
        sibling.ifPresent(siblings::add);
        sibling.ifPresent(one -> queue.addAll(one.libraries()));
      }
    }
    return siblings;
  }

  private Optional<Image> read(Key key) {
    try {
      for (ImageSlice slice : ImageReader.slices(tree.read(key.file()))) {
        Optional<Image> image = read(slice);
        if (image.filter(one -> one.architecture() == key.architecture()).isPresent()) {
          return image;
        }
      }
      return Optional.empty();
    } catch (IOException | ImageFormatException e) {
      // No loader would take it either.
      return Optional.empty();
    }
  }

  private static Optional<Image> read(ImageSlice slice) {
    try {
      return Optional.of(slice.read());
    } catch (ImageFormatException e) {
      // Another slice may be whole.
      return Optional.empty();
    }
  }
}
