"""Serves imports: each is done by a child of this warm interpreter, which nothing else has run in.

Executed after bootstrap.py and in its namespace, by an interpreter's own command. Requests come by
standard input, what is told goes out by standard output; both are out of the way before a module
is imported. Only what is built into every Python is imported here, so that a child is hardly
different from an interpreter that was just started.
"""
import _signal
import _thread
import time

# Kept here, since an extension may put something else in their places.
_open, _close, _read, _write, _pread = os.open, os.close, os.read, os.write, os.pread
_set_blocking, _getpid, _exit = os.set_blocking, os.getpid, os._exit

REQUESTS = os.dup(0)
REPORTS = os.dup(1)
SERVER = os.getpid()
PARENT = os.getppid()
MAIN = _thread.get_ident()
TICK = 0.1
EXIT_SECONDS = 5

token = b""
teller = SERVER


def number(value):
    return value.to_bytes(4, "big")


def read_exactly(fd, size):
    data = b""
    while len(data) < size:
        piece = _read(fd, size - len(data))
        if not piece:
            return None
        data += piece
    return data


def receive(fd):
    """A list of texts; None at the end."""
    head = read_exactly(fd, 4)
    body = read_exactly(fd, int.from_bytes(head, "big")) if head else None
    if body is None:
        return None
    texts = []
    while body:
        size = int.from_bytes(body[:4], "big")
        texts.append(body[4 : 4 + size].decode("utf-8"))
        body = body[4 + size :]
    return texts


def send(fd, texts):
    body = b""
    for value in texts:
        data = value.encode("utf-8", "replace")
        body += number(len(data)) + data
    frame = token + number(len(body)) + body
    while frame:
        frame = frame[_write(fd, frame) :]


def opened(fd, flags):
    """The server's end of a pipe, opened anew: a module may have closed all that it found open."""
    try:
        again = _open("/proc/%d/fd/%d" % (SERVER, fd), flags | os.O_NONBLOCK)
        _set_blocking(again, True)
        return again
    except OSError:
        return fd


def closed(fd):
    if fd != REPORTS and fd != REQUESTS:
        _close(fd)


def tell_parent(what, *texts):
    if _thread.get_ident() != MAIN or _getpid() != teller:
        return  # Another thread's import, or what an extension forked.
    fd = opened(REPORTS, os.O_WRONLY)
    try:
        send(fd, (what,) + texts)
    finally:
        closed(fd)
    if what in ("created", "returned"):
        answer()


def memory(address, size):
    """Bytes of this process; nothing where there are none."""
    try:
        fd = _open("/proc/self/mem", os.O_RDONLY)
    except OSError:
        return ""
    try:
        return _pread(fd, size, address).hex()
    except (OSError, OverflowError, ValueError):
        return ""
    finally:
        _close(fd)


def answer():
    """Answers what the parent wants to know of a module that was just made; it may stop the import."""
    fd = opened(REQUESTS, os.O_RDONLY)
    try:
        while True:
            wanted = receive(fd)
            if wanted is None or wanted[0] == "go":
                return
            if wanted[0] == "stop":
                raise ImportError(wanted[1])
            tell_parent("memory", memory(int(wanted[1]), int(wanted[2])))
    finally:
        closed(fd)


def guard_files(forbidden):
    forbidden = frozenset(forbidden)

    def hear(event, arguments):
        if event == "import" and len(arguments) > 1 and type(arguments[1]) is str:
            if arguments[1] in forbidden:
                raise ImportError(
                    arguments[1] + " was built for another Python, and is not opened", name=arguments[0], path=arguments[1]
                )
            if not arguments[1].startswith(STANDARD):
                tell("open", arguments[0], arguments[1])

    sys.addaudithook(hear)


def end(pid):
    """Ends a child and whatever it left in its process group."""
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, _signal.SIGKILL)
        except OSError:
            pass


def wait(pid, deadline):
    """How a child ended: a word and a number."""
    late = []

    def tick(*_):
        if time.monotonic() > deadline or os.getppid() != PARENT:
            late.append(True)
            end(pid)

    _signal.signal(_signal.SIGALRM, tick)
    _signal.setitimer(_signal.ITIMER_REAL, TICK, TICK)
    try:
        status = os.waitpid(pid, 0)[1]
    finally:
        _signal.setitimer(_signal.ITIMER_REAL, 0)
    end(pid)
    if late:
        return "timeout", 0
    if os.WIFSIGNALED(status):
        return "signal", os.WTERMSIG(status)
    return "exit", os.WEXITSTATUS(status)


def begin_child(scratch):
    global teller
    teller = os.getpid()
    _signal.signal(_signal.SIGALRM, _signal.SIG_DFL)
    os.setpgid(0, 0)
    os.chdir(scratch)
    os.environ["TMPDIR"] = scratch
    tell("started", str(teller))


def remove(folder):
    """Deletes a child's folder; who would have done so is gone."""
    for place, folders, files in os.walk(folder, topdown=False):
        for name in files + folders:
            path = os.path.join(place, name)
            try:
                os.rmdir(path) if name in folders and not os.path.islink(path) else os.unlink(path)
            except OSError:
                pass  # Then it stays.
    try:
        os.rmdir(folder)
    except OSError:
        pass


def counted(texts):
    """Takes a list off, whose length stands before it."""
    count = int(texts.pop(0))
    taken = texts[:count]
    del texts[:count]
    return taken


def work(request):
    """Does one request in a child; whether its interpreter should end as it does for its user."""
    task, scratch, name, file = (request.pop(0) for _ in range(4))
    folders, writable, forbidden = counted(request), counted(request), counted(request)
    begin_child(scratch)
    sys.path[:0] = folders
    guard_files(forbidden)
    if task == "subinterpreter":
        by_path, own_gil = request
        done = run_in_subinterpreter(name, file, bool(by_path), bool(own_gil), folders)
    elif task == "probe":
        symbol, style = request
        done = run_probe(name, file, symbol, style)
    else:
        by_path, parents, statement = request
        done = run(name, file, bool(by_path), bool(parents), folders, writable, statement)
    if done and task == "import":
        # From here on the interpreter is on its own: it ends as any other does.
        _signal.signal(_signal.SIGALRM, _signal.SIG_DFL)
        _signal.setitimer(_signal.ITIMER_REAL, EXIT_SECONDS)
        tell("exiting", name)
        return True
    tell("finished")
    _exit(0)


def mark_output():
    """Tells the parent, where it reads what modules print, that all of it is out."""
    try:
        _set_blocking(1, True)
        _write(1, token)
    except OSError:
        pass  # Nobody reads it any more.


def serve():
    global token, tell
    tell = tell_parent
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    _signal.pthread_sigmask(_signal.SIG_SETMASK, [])
    try:
        os.setsid()
    except OSError:
        pass  # It leads a group already, which is as good.
    token = bytes.fromhex(receive(REQUESTS)[0])
    send(REPORTS, ("ready", str(sys.hexversion), flag("t" in getattr(sys, "abiflags", "")), sys.executable or ""))
    while True:
        request = receive(REQUESTS)
        if request is None:
            _exit(0)
        deadline = time.monotonic() + int(request.pop(0)) / 1000
        pid = os.fork()
        if pid == 0:
            return work(request)
        try:
            os.setpgid(pid, pid)
        except OSError:
            pass  # It did so itself, or is gone.
        ended = wait(pid, deadline)
        if os.getppid() != PARENT:
            remove(os.path.dirname(request[1]))
            _exit(0)
        mark_output()
        send(REPORTS, ("ended", ended[0], str(ended[1])))


serve()
