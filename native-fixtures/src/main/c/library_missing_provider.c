/* The library of library_missing. */
int function_of_a_library(void) { return 42; }
