package io.abiwarden.core.artifact;

/**
 * A line of a RECORD file (PEP 376): {@code path,algorithm=hash,size}.
 *
 * @param path the path as it was written
 * @param hash what stands between the commas, or empty
 * @param size likewise
 */
record RecordRow(String path, String hash, String size) {}
