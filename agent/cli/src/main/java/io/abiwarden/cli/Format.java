package io.abiwarden.cli;

/** What results look like. */
enum Format {
  /** For people. */
  TABLE,
  /** One JSON document. */
  JSON,
  /** A line of JSON for each artifact, written as it is done. */
  JSONL
}
