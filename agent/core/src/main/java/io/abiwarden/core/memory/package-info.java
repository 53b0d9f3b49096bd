/**
 * Memory as the readers see it: bytes at addresses, whether they come from a file that was linked
 * on paper or from a live process.
 *
 * <pre>{@code
 * switch (memory.word(address)) {
 *   case Word.Value(long target) -> memory.read(target, 16);
 *   case Word.Import(String symbol, long addend) -> ...; // filled by the dynamic linker
 *   case Word.Unreadable() -> ...;
 * }
 * }</pre>
 */
@NullMarked
package io.abiwarden.core.memory;

import org.jspecify.annotations.NullMarked;
