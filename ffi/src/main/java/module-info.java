/** The native side: bindings, the library loader, an embedded interpreter, process memory. */
module io.abiwarden.ffi {
  requires static org.jspecify;
  requires org.slf4j;

  exports io.abiwarden.ffi;
}
