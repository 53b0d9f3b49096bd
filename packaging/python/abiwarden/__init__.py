"""abiwarden's command, as pip installs it; the program itself is Java, in app/."""
