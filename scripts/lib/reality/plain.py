"""What really happens when plain Python imports an extension: a fresh process for each, nothing of abiwarden in it."""
import dataclasses
import json
import os
import resource
import shutil
import signal
import subprocess
import tempfile
from typing import Dict, List, Optional

DRIVER = os.path.join(os.path.dirname(os.path.realpath(__file__)), "driver.py")


@dataclasses.dataclass
class Outcome:
    """What was seen of one import. `how`: imported, raised, signal, exit, hang, or not looked at.

    Of an import that went well, `ending` says what the interpreter's end was: "", or how it went wrong.
    """

    how: str
    error: str = ""
    text: str = ""
    missing: Optional[str] = None
    number: Optional[int] = None
    gil_before: Optional[bool] = None
    gil_after: Optional[bool] = None
    gil_warning: bool = False
    loaded_from: Optional[str] = None
    stand_ins: List[str] = dataclasses.field(default_factory=list)
    reached: bool = False
    inside: str = ""
    ending: str = ""

    def crashed(self):
        return self.how == "signal" or self.ending.startswith("signal")

    def __str__(self):
        said = {"signal": f"signal {self.number}", "exit": f"exit {self.number}", "raised": f"{self.error}: {self.text}"}
        return said.get(self.how, self.how) + (f", then {self.ending} at its end" if self.ending else "")


def _limit():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (16 << 30, 16 << 30))


def _run(python, request, timeout):
    """Runs the driver once. Returns events, exit code (None: it was killed after the time limit), standard error."""
    scratch = tempfile.mkdtemp(prefix="abiwarden-reality-")
    try:
        events, folder = os.path.join(scratch, "events"), os.path.join(scratch, "here")
        os.mkdir(folder)
        environment = {"PATH": "/usr/bin:/bin", "HOME": folder, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        with open(os.path.join(scratch, "stderr"), "w+b") as errors:
            process = subprocess.Popen(
                [python.executable, "-I", DRIVER, events, json.dumps(request)],
                stdin=subprocess.DEVNULL, stdout=errors, stderr=errors, cwd=folder, env=environment,
                preexec_fn=_limit, start_new_session=True)
            try:
                code = process.wait(timeout)
            except subprocess.TimeoutExpired:
                code = None
            # Whatever it has left behind in its group must not go on.
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                pass
            process.wait()
            errors.seek(0)
            said = errors.read(200_000).decode("utf-8", "replace")
        lines = []
        if os.path.exists(events):
            with open(events, "rb") as file:
                lines = [json.loads(line) for line in file]
        return lines, code, said
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _open_loads(events):
    """The extensions that were being loaded when the events end, the innermost last."""
    stack = []
    for event in events:
        if event["event"] in ("create", "execute"):
            stack.append(event)
        elif event["event"].partition(" ")[0] in ("create", "execute") and stack:
            stack.pop()
    return stack


def _last_missed(events, failure):
    """The module that nobody had while the extension was loaded that failed, the last one if there are several."""
    start = next((number for number, event in enumerate(events) if event.get("mine")), 0)
    names = [event["name"] for event in events[start : events.index(failure)] if event["event"] == "not found"]
    return names[-1] if names else None


def import_one(python, extension, by_path=False, site=(), timeout=30):
    """Imports an extension in fresh processes of an interpreter.

    One is enough, unless a parent package kills it: then a further one has a stand-in for that parent.
    """
    stand_ins = []
    while True:
        request = {"module": extension.module, "file": extension.path, "root": extension.root, "site": list(site),
                   "byPath": by_path, "standIns": stand_ins}
        events, code, said = _run(python, request, timeout)
        ended = any(event["event"] in ("imported", "raised", "target") for event in events)
        parents = [event["name"] for event in events if event["event"] == "parent"]
        stack = _open_loads(events)
        if ended or not parents or parents[-1] in stand_ins or (stack and stack[-1]["mine"]):
            return _digest(events, code, said)
        stand_ins.append(parents[-1])


def _digest(events, code, said):
    outcome = Outcome("hang" if code is None else "signal" if code < 0 else "exit", number=abs(code) if code is not None else None)
    outcome.gil_warning = "global interpreter lock" in said
    failure = None
    for event in events:
        step = event["event"]
        if event.get("mine"):
            outcome.reached = True
            if step == "create" and outcome.gil_before is None:
                outcome.gil_before = event["gil"]
            if step in ("create done", "create failed") and outcome.gil_after is None:
                outcome.gil_after = event["gil"]
            if step in ("create failed", "execute failed") and failure is None:
                failure = event
        if step == "stand-in":
            outcome.stand_ins.append(event["name"])
        if step == "raised" or step == "imported":
            outcome.ending = "hang" if code is None else f"signal {-code}" if code < 0 else f"exit {code}" if code else ""
            # What came of the first attempt counts; a parent may have caught it and gone on without the module.
            failure = failure or (event if step == "raised" else None)
            outcome.how, outcome.number = ("raised" if failure else "imported"), None
            outcome.loaded_from = event.get("loadedFrom")
    if outcome.how == "raised":
        outcome.error, outcome.text, outcome.missing = failure["error"], failure["text"], failure["missing"]
        outcome.missing = outcome.missing or _last_missed(events, failure)
    elif outcome.how != "imported":
        outcome.inside = " in ".join(event["path"] for event in reversed(_open_loads(events)))
        outcome.text = said[-300:]
    return outcome
