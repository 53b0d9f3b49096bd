package io.abiwarden.core.wheel;

import java.util.Optional;

/**
 * The machine that wheels would be installed on, as far as platform tags ask.
 *
 * @param architecture as tags spell it: {@code x86_64}
 * @param glibcMinor the minor version of its glibc 2, if it has one
 * @param muslMinor the minor version of its musl 1, if it has one
 */
public record Host(
    String architecture, Optional<Integer> glibcMinor, Optional<Integer> muslMinor) {}
