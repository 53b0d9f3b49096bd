"""Holds abiwarden's verdicts against what was seen, and counts."""
import collections
import dataclasses
import json
import os
import subprocess
import time

from reality.truth import LOADS


class Failed(Exception):
    """abiwarden ended without an answer."""


@dataclasses.dataclass
class Pair:
    """An extension on an interpreter: what plain Python did, what may be said of it, and what abiwarden said."""

    wheel: str
    builder: str
    file: str
    python: str
    outcome: object
    allowed: object
    depth: str = ""
    verdict: str = "absent"
    says: str = ""
    decided_by: str = ""

    @property
    def looked_at(self):
        return self.outcome.how != "not looked at"

    @property
    def right(self):
        return self.verdict in self.allowed.at(self.depth)

    @property
    def decided(self):
        return self.verdict != "unknown"

    @property
    def dangerous(self):
        return self.verdict in LOADS and self.outcome.crashed()

    @property
    def silent(self):
        return self.verdict == "unknown" and not self.says

    def __str__(self):
        danger = "DANGEROUS: " if self.dangerous else ""
        may = "/".join(sorted(self.allowed.at(self.depth)))
        return (f"{danger}{self.wheel}: {self.file} on {self.python} at {self.depth}: says {self.verdict}, not {may}\n"
                f"    plain Python: {self.outcome}; {self.allowed.why}\n    abiwarden: {self.says or 'gives no reason'}")


def ask_abiwarden(launcher, wheels, pythons, depth, jobs, by_path, site, timeout):
    """Runs the command once. Returns (verdicts by wheel, interpreter and file; seconds of wall time)."""
    command = [launcher, "check", "--no-progress", "--format", "json", "--depth", depth, "--jobs", str(jobs), "--timeout", str(timeout)]
    command += ["--by-path"] if by_path else []
    command += [f"--site={folder}" for folder in site] + [f"--python={python.spec}" for python in pythons]
    started = time.monotonic()
    done = subprocess.run([*command, *wheels], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    seconds = time.monotonic() - started
    if done.returncode not in (0, 1, 2):
        raise Failed(f"abiwarden ended with {done.returncode}: {done.stderr.strip()[-500:]}")
    try:
        document = json.loads(done.stdout)
    except ValueError:
        raise Failed(f"abiwarden gave no JSON: {done.stderr.strip()[-500:]}")
    by_executable = {python.spec if python.spec == "embedded" else python.executable: python.name for python in pythons}
    names = {}
    for known in document["pythons"]:
        key = "embedded" if known["source"] == "embedded" else os.path.realpath(known["executable"] or known["libpython"])
        if key in by_executable:
            names[known["id"]] = by_executable[key]
    verdicts = {}
    for artifact in document["artifacts"]:
        for result in artifact["results"]:
            for extension in result["extensions"]:
                verdicts[os.path.basename(artifact["artifact"]), names.get(result["python"]), extension["file"]] = extension
    return verdicts, seconds


def judged(pairs, verdicts, depth):
    """The pairs, with what abiwarden said of them at one depth."""
    out = []
    for pair in pairs:
        extension = verdicts.get((pair.wheel, pair.python, pair.file))
        pair = dataclasses.replace(pair, depth=depth)
        if extension:
            pair.verdict, pair.decided_by = extension["verdict"], extension["decidedBy"]
            observed = extension.get("observed") or {}
            said = [f"{finding['rule']} {finding['message']}" for finding in extension["findings"] if finding["level"] != "note" or pair.verdict == "unknown"]
            if observed.get("detail"):
                said.append(f"{observed['outcome']}: {observed['detail']}")
            pair.says = "; ".join(said)
        out.append(pair)
    return out


COLUMNS = ("pairs", "looked at", "decided", "right", "wrong", "unknown", "dangerous")


def count(pairs):
    """How many there are of each kind. An unknown is right where the contract asks for it, else neither right nor wrong."""
    return collections.OrderedDict(zip(COLUMNS, (
        len(pairs), sum(pair.looked_at for pair in pairs), sum(pair.decided for pair in pairs), sum(pair.right for pair in pairs),
        sum(pair.decided and not pair.right for pair in pairs), sum(not pair.decided for pair in pairs), sum(pair.dangerous for pair in pairs))))


def table(title, rows):
    """Lines of a table; `rows` are pairs of a name and its counts."""
    width = max([len(title), *(len(name) for name, _ in rows)])
    yield f"{title:{width}}" + "".join(f"  {column:>9}" for column in COLUMNS)
    for name, counts in rows:
        yield f"{name:{width}}" + "".join(f"  {value:9}" for value in counts.values())


def grouped(pairs, key):
    groups = collections.defaultdict(list)
    for pair in pairs:
        groups[key(pair)].append(pair)
    return [(name, count(group)) for name, group in groups.items()]


def shortfalls(depth, pairs):
    """Lines on what is below the floors: of imports 998 of 1,000 agree; of readings 99 of 100 are decided, 99.5 of those rightly."""
    counts = count(pairs)
    if counts["dangerous"]:
        yield f"{depth}: {counts['dangerous']} that crash are said to load"
    silent = sum(pair.silent for pair in pairs)
    if silent:
        yield f"{depth}: {silent} are unknown without a reason"
    if depth == "import" and counts["right"] < 0.998 * counts["pairs"]:
        yield f"{depth}: {counts['right']} of {counts['pairs']} agree, fewer than 998 of 1,000"
    if depth != "import" and counts["decided"] < 0.99 * counts["pairs"]:
        yield f"{depth}: {counts['decided']} of {counts['pairs']} are decided, fewer than 99 of 100"
    if depth != "import" and counts["wrong"] > 0.005 * counts["decided"]:
        yield f"{depth}: {counts['wrong']} of {counts['decided']} decided ones are wrong, more than 5 of 1,000"
