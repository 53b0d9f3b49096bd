"""Runs the steps of a composite GitHub action as its runner does, as far as this repository's needs it: shell steps, inputs, outputs
of steps, and the files by which a step tells the next ones something."""
import os
import re
import subprocess

EXPRESSION = re.compile(r"\$\{\{\s*(inputs|steps)\.([\w-]+)(?:\.outputs\.([\w-]+))?\s*\}\}")


class Broken(Exception):
    """The action is not one that a runner would take."""


def run(action, inputs, variables, folder, working):
    """Runs a parsed action.yml; returns its exit code, its outputs, the job's summary, and what it said."""
    unknown = set(inputs) - set(action["inputs"])
    if unknown:
        raise Broken(f"inputs that it does not have: {unknown}")
    given = {name: str(inputs.get(name, what.get("default", ""))) for name, what in action["inputs"].items()}
    outputs, said, code = {}, "", 0
    summary = os.path.join(folder, "summary.md")
    open(summary, "w").close()
    for step in action["runs"]["steps"]:
        if step["shell"] != "bash" or "run" not in step:
            raise Broken(f"a step of another kind: {step}")
        if "${{" in step["run"]:
            raise Broken("an expression within a script, which whoever gives the input could write a command into")
        told = os.path.join(folder, step["id"] + ".out")
        open(told, "w").close()
        environment = {name: value(text, given, outputs) for name, text in step.get("env", {}).items()}
        script = os.path.join(folder, step["id"] + ".sh")
        with open(script, "w", encoding="utf-8") as file:
            file.write(step["run"])
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script], cwd=working, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, stdin=subprocess.DEVNULL, timeout=300,
            env={**variables, **environment, "GITHUB_OUTPUT": told, "GITHUB_STEP_SUMMARY": summary, "RUNNER_TEMP": folder})
        said += done.stdout
        with open(told, encoding="utf-8") as file:
            outputs[step["id"]] = dict(line.rstrip("\n").split("=", 1) for line in file)
        code = done.returncode
        if code:
            break
    with open(summary, encoding="utf-8") as file:
        text = file.read()
    return code, {name: value(what["value"], given, outputs) for name, what in action["outputs"].items()}, text, said


def value(text, given, outputs):
    """A text with its expressions replaced."""
    def replaced(match):
        kind, name, output = match.groups()
        return given[name] if kind == "inputs" else outputs.get(name, {}).get(output, "")

    result = EXPRESSION.sub(replaced, str(text))
    if "${{" in result:
        raise Broken(f"an expression of another kind: {text}")
    return result
