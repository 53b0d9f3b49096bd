package io.abiwarden.guard;

/**
 * What a judgement is of.
 *
 * @param file the file's content
 * @param path where it lies: libraries may be looked for beside it, and its name says what it is
 *     for
 * @param name the last component of the module's name, after which its entry function is named
 */
record JudgedKey(FileKey file, String path, String name) {}
