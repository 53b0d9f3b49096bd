/**
 * The native side: opening a libpython, running an interpreter in this process, reading memory.
 *
 * <p>The generated packages are not exported: what others need of them is offered by {@link
 * io.abiwarden.ffi}.
 */
module io.abiwarden.ffi {
  requires static org.jspecify;

  exports io.abiwarden.ffi;
}
