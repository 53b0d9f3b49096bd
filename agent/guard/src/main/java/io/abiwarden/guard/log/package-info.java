/**
 * Where the guard's log lines go: the host's SLF4J where it has one, else {@link
 * java.lang.System.Logger}.
 *
 * <p>The guard may be in a class loader that does not see the host's SLF4J (an agent in front of an
 * application server or of a fat jar), and the agent's jar has none. So nothing here refers to
 * SLF4J's classes: they are looked up by name when there is a first line to write.
 *
 * {@snippet :
 * GuardLog log = GuardLog.host();
 * log.lookIn(classThatLoadedPython.getClassLoader());
 * log.warn("spam.abi3.so was laid out for GIL builds");
 * }
 */
@NullMarked
package io.abiwarden.guard.log;

import org.jspecify.annotations.NullMarked;
