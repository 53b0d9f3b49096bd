# cython: language_level=3, freethreading_compatible=True
"""Gives a class and a function to modules that are compiled against its declarations."""

cdef class Shared:
    def __init__(self, value):
        self.value = value

    cdef long doubled(self):
        return 2 * self.value


cdef long answer():
    return 42
