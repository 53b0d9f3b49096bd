/**
 * What a project says once instead of at each call: {@code abiwarden.toml}, or the table {@code
 * [tool.abiwarden]} of a {@code pyproject.toml}; and what it knew already, {@code --baseline}.
 *
 * <pre>{@code
 * Settings settings = SettingsFile.nearest(Path.of(""));
 * Baseline known = Baseline.ofCheck(Path.of("last-release.json"), "--baseline");
 * }</pre>
 */
@NullMarked
package io.abiwarden.cli.settings;

import org.jspecify.annotations.NullMarked;
