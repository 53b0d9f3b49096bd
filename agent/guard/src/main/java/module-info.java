/**
 * Inside a JVM that hosts Python: judges each extension before it is opened, and turns the import
 * of a wrong one into an {@code ImportError}.
 */
module io.abiwarden.guard {
  requires static org.jspecify;
  requires static jdk.jfr;
  // The agent: whoever starts it brings these along.
  requires static java.instrument;
  requires static jdk.attach;
  requires transitive io.abiwarden.core;
  requires transitive io.abiwarden.ffi;

  exports io.abiwarden.guard;
  // Where a host has this module, the agent's entry is found in it, and the JVM ends if it may not
  // call that.
  exports io.abiwarden.guard.agent to
      java.instrument;
}
