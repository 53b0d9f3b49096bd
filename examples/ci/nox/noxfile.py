"""nox -s audit -- dist/other.whl; nox -s check"""

import nox

nox.options.sessions = ["audit"]


@nox.session
def audit(session):
    """Are the promises of the wheels in dist/ true?"""
    session.install("abiwarden")
    session.run("abiwarden", "audit", "--no-progress", *(session.posargs or ["dist"]))


@nox.session
def check(session):
    """Do the wheels in dist/ load on each interpreter that is here, and for which they are?"""
    session.install("abiwarden")
    session.run("abiwarden", "check", "--no-progress", *(session.posargs or ["dist"]))
