# cython: language_level=3, subinterpreters_compatible=own_gil
"""Says that each subinterpreter may have it, with a GIL of its own."""

answer = 42
