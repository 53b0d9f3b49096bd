# cython: language_level=3
"""Nothing is odd: a function and a class, as a binding has them."""


def double(number: int) -> int:
    return number * 2


cdef class Counter:
    """Counts."""

    cdef unsigned long count

    def up(self):
        self.count += 1
        return self.count


# Used as well, so that what is wrong with a class or a function shows when it is imported.
two = double(Counter().up())
