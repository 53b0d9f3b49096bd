package io.abiwarden.core.coverage;

import java.util.List;

/**
 * A wheel that no cell of a grid picks.
 *
 * @param wheel the wheel
 * @param why why that is so
 * @param instead the wheels that are picked in its place; none where nothing is
 * @param message one line
 */
public record Unpicked(Offer wheel, Why why, List<Offer> instead, String message) {

  /** Copies the list. */
  public Unpicked {
    instead = List.copyOf(instead);
  }

  /** Why nothing picks a wheel. */
  public enum Why {
    /** No interpreter accepts its tags, or no installer its name. */
    NEVER("never"),
    /** Requires-Python keeps it from all that accept its tags. */
    LEFT_OUT("requires-python"),
    /** Others stand before it wherever it is accepted, on older systems too. */
    SHADOWED("shadowed"),
    /** On systems that are older than those of the grid it is picked. */
    OLDER_SYSTEMS("older-systems"),
    /** It asks for a newer system than any machine of the grid. */
    NEWER_SYSTEMS("newer-systems"),
    /** It is for interpreters that the grid does not have. */
    OTHER_PYTHON("other-python"),
    /** It is for platforms that the grid does not have. */
    OTHER_PLATFORM("other-platform");

    private final String word;

    Why(String word) {
      this.word = word;
    }

    /** The word that programs read. */
    public String word() {
      return word;
    }
  }
}
