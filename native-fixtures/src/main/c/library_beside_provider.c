/* The library of library_beside. */
int function_of_a_library(void) { return 42; }
