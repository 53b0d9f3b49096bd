/**
 * The {@code -javaagent}: finds the moment between loading a libpython and initialising it in a
 * host that knows nothing of the guard, and installs the guard then.
 *
 * <p>A host loads libpython in one of three ways, each of which passes through one place of the
 * JDK: {@link System#load} and {@link System#loadLibrary} (Jep, JavaCPP and every other JNI
 * library), {@link java.lang.foreign.SymbolLookup#libraryLookup}, and a {@code dlopen} of its own,
 * after which it makes a method handle for one of libpython's functions. {@link
 * io.abiwarden.guard.agent.LibraryWatch} has these places call the agent.
 */
@NullMarked
package io.abiwarden.guard.agent;

import org.jspecify.annotations.NullMarked;
