# What other modules see of sibling.pyx.

cdef class Shared:
    cdef long value
    cdef long doubled(self)

cdef long answer()
