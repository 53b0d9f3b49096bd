# cython: language_level=3, freethreading_compatible=True
"""Says that it runs without the GIL."""

answer = 42
