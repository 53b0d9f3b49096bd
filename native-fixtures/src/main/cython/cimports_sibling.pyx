# cython: language_level=3, freethreading_compatible=True
"""Takes a class and a function of another extension by their addresses, which its init looks up before anything else."""

from sibling cimport Shared, answer

cdef Shared shared = Shared(answer())
doubled = shared.doubled()
