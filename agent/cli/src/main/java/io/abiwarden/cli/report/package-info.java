/** Results as people and as programs read them. */
@NullMarked
package io.abiwarden.cli.report;

import org.jspecify.annotations.NullMarked;
