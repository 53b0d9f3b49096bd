package io.abiwarden.cli.report;

/**
 * How people see a report.
 *
 * @param style its colours and its width
 * @param glyphs whether marks such as a tick can be shown
 * @param details whether all is said of every artifact, and no list is cut short
 */
public record View(Style style, boolean glyphs, boolean details) {

  /** As many of a list as are shown, which is all of it where details are wanted. */
  int atMost(int few) {
    return details ? Integer.MAX_VALUE : few;
  }
}
