package io.abiwarden.core.judge;

/**
 * One thing that is wrong, or worth knowing.
 *
 * @param rule which rule it is about
 * @param level how much it weighs
 * @param message one sentence that names both sides
 * @param help what to do about it; empty if there is nothing to do
 */
public record Finding(Rule rule, Level level, String message, String help) {}
