/* Stands for the C library of the future, while glibc_too_new is linked. */
int future_function(void) { return 42; }
__asm__(".symver future_function, function_of_a_library@@GLIBC_2.99");
