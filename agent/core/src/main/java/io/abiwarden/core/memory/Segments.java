package io.abiwarden.core.memory;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The segments of an image in the order of their (unsigned) addresses. Immutable.
 *
 * @param sorted the segments, none of which overlaps another
 */
public record Segments(List<Segment> sorted) {

  /**
   * Sorts the segments.
   *
   * @throws IllegalArgumentException if two of them overlap, or one reaches past the last address
   */
  public Segments {
    sorted =
        sorted.stream()
            .filter(s -> s.size() != 0)
            .sorted(Comparator.comparing(Segment::address, Long::compareUnsigned))
            .toList();
    long free = 0;
    for (Segment segment : sorted) {
      if (Long.compareUnsigned(segment.address(), free) < 0) {
        throw new IllegalArgumentException(
            "segments overlap at address 0x%x".formatted(segment.address()));
      }
      if (Long.compareUnsigned(segment.end(), segment.address()) < 0) {
        throw new IllegalArgumentException(
            "the segment at address 0x%x reaches past the last address"
                .formatted(segment.address()));
      }
      free = segment.end();
    }
  }

  /** The segment that holds an address, if one does. */
  public Optional<Segment> find(long address) {
    int low = 0;
    int high = sorted.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Segment segment = sorted.get(middle);
      if (segment.contains(address)) {
        return Optional.of(segment);
      }
      if (Long.compareUnsigned(address, segment.address()) < 0) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    return Optional.empty();
  }

  /**
   * Finds what the file holds from an address on.
   *
   * @param address where to start
   * @return the bytes up to the end of what the file has for that segment; empty if the address
   *     lies in no segment or among the zeros after the file's bytes
   */
  public Optional<FileRange> fileRange(long address) {
    return find(address)
        .filter(s -> Long.compareUnsigned(address - s.address(), s.fileSize()) < 0)
        .map(
            s -> {
              int skipped = (int) (address - s.address());
              return new FileRange(s.fileOffset() + skipped, s.fileSize() - skipped);
            });
  }

  /**
   * A run of a file's bytes.
   *
   * @param offset the first byte's offset
   * @param size how many bytes, at least 1
   */
  public record FileRange(int offset, int size) {}
}
