"""abiwarden's command, as pip installs it; the program itself is Java, in app/."""

# What this is in a wheel, scripts/build-pip-wheel writes.
__version__ = ""
