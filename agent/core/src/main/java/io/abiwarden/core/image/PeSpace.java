package io.abiwarden.core.image;

import io.abiwarden.core.memory.Segment;
import io.abiwarden.core.memory.Segments;
import io.abiwarden.core.memory.Segments.FileRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A PE file's headers and sections, laid out from its preferred base on. What the file says of
 * places is relative to that base (RVAs).
 *
 * @param file the file
 * @param base the preferred base
 * @param segments the headers and sections at their addresses
 */
record PeSpace(FileBytes file, long base, Segments segments) {

  private static final int SECTION_SIZE = 40;
  private static final long PAGE = 4096;
  private static final long EXECUTE = 0x2000_0000L;
  private static final long WRITE = 0x8000_0000L;

  /** A section as its header says. */
  private record Section(
      String what, long address, long size, long fileOffset, long fileSize, long flags) {

    /** Where its pages end; the loader maps whole ones. */
    long end(long alignment) {
      return address + (size + alignment - 1 & -alignment);
    }
  }

  static PeSpace read(FileBytes file, PeHeader header) throws ImageFormatException {
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < header.sectionCount(); i++) {
      Section section = section(file, header.sections() + (long) i * SECTION_SIZE, i);
      if (section.size() != 0) {
        sections.add(section);
      }
    }
    if (sections.isEmpty()) {
      throw new ImageFormatException("no section: nothing to map");
    }
    sections.sort(Comparator.comparingLong(Section::address));
    List<Segment> segments = new ArrayList<>();
    long first = sections.getFirst().address();
    long headers = Math.min(Math.min(header.sizeOfHeaders(), file.size()), first);
    segments.add(new Segment(header.imageBase(), headers, 0, (int) headers, false, false));
    // Files with sections closer than a page are mapped as they are.
    long alignment = header.sectionAlignment() < PAGE ? 1 : PAGE;
    for (int i = 0; i < sections.size(); i++) {
      Section section = sections.get(i);
      long end = section.end(alignment);
      long next = i + 1 < sections.size() ? sections.get(i + 1).address() : end;
      if (next < section.address() + section.size()) {
        throw new ImageFormatException(
            "%s at 0x%x overlaps the next one".formatted(section.what(), section.address()));
      }
      segments.add(segment(file, header.imageBase(), section, Math.min(end, next)));
    }
    try {
      return new PeSpace(file, header.imageBase(), new Segments(segments));
    } catch (IllegalArgumentException e) {
      throw new ImageFormatException("sections: " + e.getMessage());
    }
  }

  private static Section section(FileBytes file, long at, int index) throws ImageFormatException {
    String what = "section %d".formatted(index);
    long size = file.u32(at + 8, what);
    long fileSize = file.u32(at + 16, what);
    return new Section(
        what,
        file.u32(at + 12, what),
        size == 0 ? fileSize : size,
        file.u32(at + 20, what),
        fileSize,
        file.u32(at + 36, what));
  }

  private static Segment segment(FileBytes file, long base, Section section, long end)
      throws ImageFormatException {
    long size = end - section.address();
    boolean filled = section.fileOffset() != 0;
    FileRange bytes =
        filled
            ? file.range(section.fileOffset(), Math.min(section.fileSize(), size), section.what())
            : new FileRange(0, 0);
    return new Segment(
        base + section.address(),
        size,
        bytes.offset(),
        bytes.size(),
        (section.flags() & EXECUTE) != 0,
        (section.flags() & WRITE) != 0);
  }

  /** The address of an RVA. */
  long address(long rva) {
    return base + rva;
  }

  /** Whether something is mapped at an RVA. */
  boolean isMapped(long rva) {
    return segments.find(base + rva).isPresent();
  }

  /** What the file has from an RVA on, up to the section's end. */
  FileRange rest(long rva, String what) throws ImageFormatException {
    return segments
        .fileRange(base + rva)
        .orElseThrow(
            () ->
                new ImageFormatException(
                    "%s at RVA 0x%x: the file has nothing there".formatted(what, rva)));
  }

  /** Exactly the bytes of a table. */
  FileRange table(long rva, long size, String what) throws ImageFormatException {
    if (size == 0) {
      return new FileRange(0, 0);
    }
    FileRange rest = rest(rva, what);
    if (size > rest.size()) {
      throw new ImageFormatException(
          "%s at RVA 0x%x: 0x%x bytes are claimed, 0x%x are there"
              .formatted(what, rva, size, rest.size()));
    }
    return new FileRange(rest.offset(), (int) size);
  }
}
