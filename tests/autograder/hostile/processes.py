"""Submissions that start processes, attack others, or outlive their run."""

from __future__ import annotations

from tests.autograder.hostile.cases import FULL, NOTHING, PRELUDE, Case, refused

SYSCALLS = """
import ctypes, platform
libc = ctypes.CDLL(None, use_errno=True)
NUMBERS = {
    'socket': (41, 2, 1, 0), 'bind': (49, 0, 0, 0), 'listen': (50, 0, 1), 'connect': (42, 0, 0, 0), 'fork': (57,),
    'vfork': (58,), 'clone': (56, 17, 0, 0, 0, 0), 'clone3': (435, 0, 0), 'execve': (59, 0, 0, 0),
    'execveat': (322, 0, 0, 0, 0, 0), 'setsid': (112,), 'setpgid': (109, 0, 0), 'ptrace': (101, 16, 1, 0, 0),
    'process_vm_readv': (310, 1, 0, 0, 0, 0, 0), 'process_vm_writev': (311, 1, 0, 0, 0, 0, 0),
    'memfd_create': (319, b'x', 0), 'shmget': (29, 0, 4096, 0o1600), 'msgget': (68, 0, 0o1600),
    'semget': (64, 0, 1, 0o1600), 'io_uring_setup': (425, 1, 0), 'unshare': (272, 0x10000000),
    'setns': (308, 0, 0), 'mount': (165, b'none', b'/', b'tmpfs', 0, 0), 'umount2': (166, b'/', 0),
    'bpf': (321, 0, 0, 0), 'userfaultfd': (323, 0), 'perf_event_open': (298, 0, 0, -1, -1, 0),
    'pidfd_open': (434, 1, 0), 'kill the parent': (62, 1, 9), 'kill all': (62, -1, 9), 'kill the group': (62, 0, 9),
    'tkill': (200, 1, 9), 'tgkill': (234, 1, 1, 9), 'keyctl': (250, 0, 0, 0, 0), 'personality': (135, 0x0040000),
    'chroot': (161, b'/'), 'setpriority': (141, 0, 0, 19), 'inotify_init1': (294, 0),
    'open_by_handle_at': (304, 0, 0, 0),
    'outlive the parent': (157, 1, 0, 0, 0, 0), 'own a file by another': (72, 0, 8, 1),
    'set the limits of another': (302, 1, 7, 0, 0),
}
if platform.machine() == 'x86_64':
    for name, call in NUMBERS.items():
        if call is None:
            continue
        ctypes.set_errno(0)
        result = libc.syscall(*call)
        if result == 0 and name in ('fork', 'vfork', 'clone'):
            libc._exit(0)
        if result != -1 or ctypes.get_errno() not in (1, 38):
            print('REACHED', name, result, ctypes.get_errno())
"""

DAEMON = """
import os, time
def daemon():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(600)
        os._exit(0)
    return 'a daemon'
attempt(daemon)
"""

THREAD = """
import threading, time
def go_on():
    while True:
        time.sleep(0.05)
threading.Thread(target=go_on, daemon=True).start()
threading.Thread(target=go_on).start()
"""

THREADS = """
import threading, time
threading.stack_size(32768)
try:
    while True:
        threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
except RuntimeError:
    time.sleep(600)
"""

SWALLOW = """
import signal, time
for number in (signal.SIGALRM, signal.SIGINT, signal.SIGTERM, signal.SIGXCPU):
    signal.signal(number, lambda *about: None)
signal.setitimer(signal.ITIMER_REAL, 0)
time.sleep(600)
"""

GARBAGE = """
import os
for handle in range(3, 256):
    try:
        os.write(handle, b'garbage, and more of it')
    except OSError:
        pass
"""

FORGED_FRAMES = """
import json, os, struct
def frame(message):
    body = json.dumps(message).encode()
    return struct.pack('>I', len(body)) + body
for handle in range(3, 256):
    try:
        os.write(handle, frame(['done', 1, {'outputs': [], 'receipt': '', 'flags': []}])
                 + frame(['done', 2, {'outputs': [], 'receipt': '', 'flags': []}]) + frame(['end', []]))
    except OSError:
        pass
"""


LIMITS = """
import resource
soft, hard = resource.getrlimit(resource.RLIMIT_AS)
"""

CASES = [
    refused(
        "starts programs",
        "subprocess.run(['true'])",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.execv('/bin/true', ['true'])",
        "os.popen('true').read()",
        "pty.fork()",
        "1 / int(not os.system('true'))",
        "multiprocessing.get_context('fork').Process(target=print).start()",
        "multiprocessing.get_context('spawn').Process(target=print).start()",
        "concurrent.futures.ProcessPoolExecutor(1).submit(int).result()",
        before="import subprocess, os, pty, multiprocessing, concurrent.futures",
    ),
    Case("is a fork bomb", ["import os\nwhile True:\n    os.fork()"]),
    Case(
        "is a fork bomb that never minds",
        ["import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass"],
        {"cell too slow"},
    ),
    Case("makes system calls by their numbers", [SYSCALLS]),
    Case("makes a daemon", [PRELUDE, DAEMON]),
    Case("leaves threads running", [THREAD], {"tampered"}, says=["A thread was left running"]),
    Case("is a thread bomb", [THREADS], {"too much memory"}, NOTHING),
    Case(
        "registers what runs at the end",
        ["import atexit, time\n@atexit.register\ndef late():\n    print('REACHED')\n    time.sleep(600)"],
    ),
    Case("swallows every signal and sleeps", [SWALLOW], {"too slow"}, NOTHING),
    Case(
        "interrupts what comes after it",
        [
            "import _thread, threading, time\ndef later():\n    time.sleep(1)  # until the cell waits\n"
            "    for _ in range(200):\n"
            "        time.sleep(0.002)\n        _thread.interrupt_main()\n"
            "t = threading.Thread(target=later)\nt.start()\nt.join()"
        ],
    ),
    refused(
        "kills the template and the grader",
        "os.kill(os.getppid(), 9)",
        "os.kill($template, 9)",
        "os.kill($grader, 9)",
        "os.kill(-1, 9)",
        "os.killpg(0, 9)",
        "signal.pidfd_send_signal(os.pidfd_open(1), 9)",
        "os.kill(1, 0)",
        before="import os, signal",
    ),
    refused(
        "raises its limits",
        "resource.setrlimit(resource.RLIMIT_AS, (hard * 2, hard * 2))",
        "resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))",
        "resource.setrlimit(resource.RLIMIT_CPU, (-1, -1))",
        "resource.prlimit($template, resource.RLIMIT_AS, (1, 1))",
        "resource.prlimit(os.getppid(), resource.RLIMIT_AS, (1, 1))",
        before=f"{LIMITS}\nimport os",
    ),
    Case("ends its process", ["import os\nos._exit(0)"], {"process ended"}, NOTHING),
    Case("ends its process after the checks", last=["import os\nos._exit(0)"], verdicts={"process ended"}, points=FULL),
    Case("kills its process", ["import os\nos.kill(os.getpid(), 9)"], {"process ended"}, NOTHING),
    Case("crashes", ["import ctypes\nctypes.string_at(0)"], {"process ended"}, NOTHING),
    Case("aborts", ["import os\nos.abort()"], {"process ended"}, NOTHING),
    Case("calls sys.exit", ["import sys\nsys.exit(0)"]),
    Case("calls exit", ["exit()"], {"process ended"}, NOTHING),
    Case("closes every file", ["import os\nos.closerange(0, 256)"], {"process ended"}, NOTHING),
    Case(
        "closes the pipe that receipts come by",
        [
            "import os\nfor n in range(3, 256):\n    try:\n        os.read(n, 0)\n"
            "        os.close(n)\n    except OSError:\n        pass"
        ],
        {"process ended"},
        NOTHING,
    ),
    Case("writes garbage to every file", [GARBAGE], {"forged"}, NOTHING),
    Case("writes results of its own to every file", [FORGED_FRAMES], {"forged"}, NOTHING),
    Case(
        "calls the grader's own sender",
        [
            "import sys\nframes = sys.modules['autograder.warm.frames']\nfor n in range(3, 256):\n    try:\n"
            "        frames.send(n, ['end', []])\n    except (OSError, EOFError):\n        pass"
        ],
        {"forged"},
        NOTHING,
    ),
    Case(
        "puts other files in place of the pipes",
        [
            "import os\nfile = os.open('mine', os.O_RDWR | os.O_CREAT)\nfor n in range(3, 256):\n    if n != file:\n"
            "        os.dup2(file, n)"
        ],
        {"process ended"},
        NOTHING,
    ),
    Case(
        "puts a file in place of its output",
        ["import os\nfile = os.open('data.csv', os.O_RDONLY)\nos.dup2(file, 1)\nos.dup2(file, 2)"],
    ),
]
