"""Runs one step of cibuildwheel on a wheel that is there already, by cibuildwheel's own code; in the Python that has cibuildwheel.

    cibuildwheel_steps.py audit|test PROJECT IDENTIFIER WHEEL FOLDER

PROJECT's pyproject.toml is read as cibuildwheel reads it. The audit's environment, which cibuildwheel would make with a program that it
downloads, has to be in FOLDER/audit_venv; of a test only the command is run, here and not in a container.
"""
import os
import subprocess
import sys
from pathlib import Path

from cibuildwheel import errors
from cibuildwheel.audit import run_audit
from cibuildwheel.options import CommandLineArguments, compute_options
from cibuildwheel.util.helpers import prepare_command


def main():
    step, project, identifier, wheel, folder = sys.argv[1:]
    os.chdir(project)
    arguments = CommandLineArguments.defaults()
    arguments.platform = "linux"
    options = compute_options("linux", arguments, os.environ).build_options(identifier)
    if step == "audit":
        try:
            run_audit(tmp_dir=Path(folder), build_options=options, wheel=Path(wheel))
        except errors.AuditCommandFailedError as error:
            print(error)
            return 1
        return 0
    if options.test_requires != ["abiwarden"]:
        return f"test-requires is {options.test_requires}"
    command = prepare_command(options.test_command, project=project, package=project, wheel=wheel)
    print("running", command, flush=True)
    return subprocess.run(["sh", "-c", command]).returncode


if __name__ == "__main__":
    sys.exit(main())
