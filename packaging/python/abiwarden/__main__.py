"""python -m abiwarden: the same as the abiwarden command."""

from .launch import main

main()
