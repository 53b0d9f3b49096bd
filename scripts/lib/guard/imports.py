# Run by the hosts of benchmark-guard: imports the packages named in the environment and says what that took. No extension
# is imported before the clock runs, as the first one is the dearest.
import time

start, cpu = time.perf_counter_ns(), time.thread_time_ns()
import os
import sys

sys.path[:0] = os.environ["BENCHMARK_SITES"].split(os.pathsep)
for name in os.environ["BENCHMARK_MODULES"].split(","):
    __import__(name)
cpu, end = time.thread_time_ns() - cpu, time.perf_counter_ns()
files = sum(str(getattr(module, "__file__", None)).endswith(".so") for module in list(sys.modules.values()))

# Each is the same file made into another module: Python announces it to audit hooks as it does a new one.
from importlib.machinery import ExtensionFileLoader
from importlib.util import module_from_spec, spec_from_file_location
import array

again = []
for _ in range(int(os.environ["BENCHMARK_AGAIN"])):
    spec = spec_from_file_location("array", array.__file__, loader=ExtensionFileLoader("array", array.__file__))
    before = time.perf_counter_ns()
    module_from_spec(spec)
    again.append(time.perf_counter_ns() - before)
# The later half, which the JVM has compiled.
again = sorted(again[len(again) // 2:]) or [0]
print(f"imports={end - start} imports_cpu={cpu} files={files} again={again[len(again) // 2]}", flush=True)
