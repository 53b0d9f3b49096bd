/** A module that uses the assertions. */
module consumer.tests {
  requires io.abiwarden.junit;
}
