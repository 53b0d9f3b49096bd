# cython: language_level=3
"""Its init raises an exception."""

raise RuntimeError("it does not want to")
