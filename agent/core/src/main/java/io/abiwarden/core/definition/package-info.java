/**
 * Module definitions: {@code PyModuleDef}, slots and {@code PyABIInfo}, decoded by the same code
 * from a file and from a live process.
 *
 * <pre>{@code
 * for (RawDefinition definition : DefinitionFinder.find(image)) { // those that lie in the file
 *   System.out.println(definition.name() + " " + definition.layout().word());
 * }
 * RawDefinition returned = DefinitionReader.read(memory, address); // what an entry function gave
 * }</pre>
 */
@NullMarked
package io.abiwarden.core.definition;

import org.jspecify.annotations.NullMarked;
