/**
 * What an extension says of itself, what an interpreter is, and the judgement. Depends on nothing
 * but the JDK, runs no foreign code, and needs no native access.
 */
module io.abiwarden.core {
  requires static org.jspecify;

  exports io.abiwarden.core.artifact;
  exports io.abiwarden.core.audit;
  exports io.abiwarden.core.code;
  exports io.abiwarden.core.coverage;
  exports io.abiwarden.core.definition;
  exports io.abiwarden.core.evidence;
  exports io.abiwarden.core.fix;
  exports io.abiwarden.core.image;
  exports io.abiwarden.core.judge;
  exports io.abiwarden.core.link;
  exports io.abiwarden.core.memory;
  exports io.abiwarden.core.platform;
  exports io.abiwarden.core.python;
  exports io.abiwarden.core.wheel;
}
