package io.abiwarden.cli.report;

/**
 * An input that could not be looked at.
 *
 * @param artifact how the user named it
 * @param why one line
 */
public record NotRead(String artifact, String why) {}
