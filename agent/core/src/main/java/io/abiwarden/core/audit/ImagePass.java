package io.abiwarden.core.audit;

import io.abiwarden.core.artifact.FileTree;
import io.abiwarden.core.artifact.ImageNames;
import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.fix.Made;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormatException;
import io.abiwarden.core.image.ImageReader;
import io.abiwarden.core.image.ImageSlice;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Text;
import io.abiwarden.core.platform.PlatformRules;
import io.abiwarden.core.wheel.ExtensionName;
import io.abiwarden.core.wheel.OtherPython;
import io.abiwarden.core.wheel.Tag;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads the images of an artifact one after the other, and keeps no image's bytes. */
final class ImagePass {

  private final FileTree tree;
  private final Found found;
  private final Set<String> bundled;
  private final SortedSet<String> external = new TreeSet<>();
  private final Set<Unit> units = new LinkedHashSet<>();
  private final Set<Made> makers = new LinkedHashSet<>();

  ImagePass(FileTree tree, Found found) {
    this.tree = tree;
    this.found = found;
    this.bundled =
        tree.files().stream()
            .map(file -> file.substring(file.lastIndexOf('/') + 1))
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Reads an image; each slice of a universal one is judged by itself.
   *
   * @param file its path
   * @param bytes its content
   * @param unit what promises it
   */
  void image(String file, ByteBuffer bytes, Unit unit) {
    Optional<OtherPython> other = unit.promise().otherPython();
    if (other.isPresent() && !other.get().readable()) {
      return;
    }
    List<Image> images = new ArrayList<>();
    List<Made> made = new ArrayList<>();
    try {
      for (ImageSlice slice : ImageReader.slices(bytes)) {
        Optional<Image> image = image(file, slice);
        image.ifPresent(images::add);
        image
            .filter(_ -> other.isEmpty())
            .map(read -> new ImageScan(file, unit.promise(), read, slice.bytes(), unit.built()))
            .map(scan -> scan.read(List.of()))
            .ifPresent(
                read -> {
                  unit.add(read);
                  made.add(read.made());
                });
      }
    } catch (ImageFormatException e) {
      unreadable(file, String.valueOf(e.getMessage()));
    }
    units.add(unit);
    if (!unit.promise().fromName() && !images.isEmpty()) {
      List<Tag> tags = unit.promise().tags();
      external.addAll(PlatformRules.externalLibraries(images, tags, bundled));
      makers.addAll(made);
      PlatformRules.check(file, images, tags, bundled, Made.common(made))
          .forEach(finding -> found.add(AuditFinding.of(file, finding)));
    }
  }

  private Optional<Image> image(String file, ImageSlice slice) {
    try {
      return Optional.of(slice.read());
    } catch (ImageFormatException e) {
      unreadable(file, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** A file that goes by an image's name, and is none that can be read. */
  void unreadable(String file, String why) {
    if (!ImageNames.isOne(file)) {
      // Programs and Java's classes start like images as well.
      return;
    }
    boolean imported =
        ExtensionName.parse(file).filter(name -> name.namesAbi() || isPyd(file)).isPresent();
    found.add(
        AuditFinding.of(
            file,
            new Finding(
                Rule.AW502,
                imported ? Level.ERROR : Level.WARNING,
                file + " is not a shared library that can be read: " + why + ".",
                "Build or download it again; it may be incomplete.")));
  }

  private static boolean isPyd(String file) {
    return file.toLowerCase(Locale.ROOT).endsWith(".pyd");
  }

  /** Says once for all files which libraries neither they nor every system they are for have. */
  void sayExternalLibraries() {
    if (!external.isEmpty()) {
      found.add(
          Rule.AW602,
          Level.NOTE,
          "It needs "
              + Text.names(List.copyOf(external))
              + ", which it does not bring, and which not every system of its platform tags has.",
          Made.common(makers)
              .help(
                  new Fix.Bundle(),
                  "Bundle them (auditwheel repair), or say where they come from: a driver, or another"
                      + " package."),
          List.copyOf(external));
    }
  }

  /**
   * Judges those again that a library of the artifact supplies with names of Python's, now that all
   * are known.
   */
  void settle(Siblings siblings) {
    for (Unit unit : units) {
      List<ReadImage> images = unit.images();
      for (int i = 0; i < images.size(); i++) {
        ReadImage image = images.get(i);
        Set<String> suppliers = suppliers(image, siblings);
        if (!suppliers.isEmpty()) {
          Optional<ReadImage> better = again(image, unit, suppliers);
          if (better.isPresent()) {
            images.set(i, better.get());
          }
        }
      }
    }
  }

  /** The files that supply an extension with names that Python has as well. */
  private static Set<String> suppliers(ReadImage image, Siblings siblings) {
    Set<String> files = new HashSet<>();
    if (image.isExtension() && !image.libraries().isEmpty()) {
      for (String name : image.needs().names()) {
        siblings
            .supplier(image.libraries(), name)
            .map(ReadImage::file)
            .filter(file -> !file.equals(image.file()))
            .ifPresent(files::add);
      }
    }
    return files;
  }

  private Optional<ReadImage> again(ReadImage image, Unit unit, Set<String> suppliers) {
    try {
      List<Image> siblings = new ArrayList<>();
      for (String supplier : suppliers) {
        slice(tree.read(supplier), image).map(Slice::image).ifPresent(siblings::add);
      }
      return slice(tree.read(image.file()), image)
          .map(
              same ->
                  new ImageScan(
                      image.file(), unit.promise(), same.image(), same.bytes(), unit.built()))
          .map(scan -> scan.read(siblings));
    } catch (IOException | ImageFormatException e) {
      // It was read before: what changed under our hands is left at the first reading.
      return Optional.empty();
    }
  }

  /** An image of a file, with the bytes that are its own. */
  private record Slice(Image image, ByteBuffer bytes) {}

  /** The one for the same processor; one that is broken keeps no other from being found. */
  private static Optional<Slice> slice(ByteBuffer file, ReadImage like)
      throws ImageFormatException {
    for (ImageSlice slice : ImageReader.slices(file)) {
      Optional<Slice> read = read(slice);
      if (read.filter(r -> r.image().architecture().tag().equals(like.architecture()))
          .isPresent()) {
        return read;
      }
    }
    return Optional.empty();
  }

  /** What is broken was said when the file was read first. */
  private static Optional<Slice> read(ImageSlice slice) {
    try {
      return Optional.of(new Slice(slice.read(), slice.bytes()));
    } catch (ImageFormatException e) {
      return Optional.empty();
    }
  }
}
