"""What the Makefile does: makes this folder ready, with nothing but Python, then runs, tests or checks Rostrum.

Python 3.6 must be able to read this file: only so can an old Python say that it is too old.
"""

import errno
import glob
import hashlib
import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
OLDEST = (3, 11)
NAMES = ("python3.14", "python3.13", "python3.12", "python3.11")
FIT = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))"
# What `make lint` runs, the longest first: programs of .venv/bin, or modules of Python.
LINT = (
    "mypy --no-incremental",
    "lint-imports --no-cache",
    "python -m lint.language.desk",
    "python -m lint.language.spelling",
    "python -m lint.language.punctuation",
    "python -m lint.language.wording",
    "python -m lint.pages",
    "python -m lint.templates",
    "python -m lint.styles",
    "python -m lint.words",
    "python -m lint.names",
    "python -m lint.migrations",
    "python -m lint.caches",
    "python -m lint.own_functions",
    "python -m lint.posted",
    "python -m lint.fragments",
    "python -m lint.sentences",
    "djade --check TEMPLATES",
    "hadolint Dockerfile",
    "ruff check .",
    "ruff format --check .",
)
NO_TEST = 5  # pytest's code where none of the tests was chosen
TRANSLATED = ("ar", "es", "fr", "ru", "zh_Hans")


def main():
    os.chdir(HERE)
    use_a_fit_python()
    targets = {"run": run, "test": test, "lint": lint, "audit": audit, "format": form}
    targets.update({"lock": lock, "catalogues": catalogues, "clean": clean})
    targets[sys.argv[1]]()


def run():
    """Serve Rostrum with its demonstration from this folder: after a fresh clone in minutes, afterwards in seconds."""
    port = chosen_port()
    data = os.path.abspath(os.environ.get("ROSTRUM_DATA") or os.path.join(HERE, "var"))
    check_writable(data)
    check_free(port)
    hold(data)
    install("requirements.txt")
    os.environ.setdefault("ROSTRUM_URL", f"http://localhost:{port}")
    manage("prepare", "--demonstration")
    say("Serving at {} until you press Ctrl-C".format(os.environ["ROSTRUM_URL"]))
    os.execv(PYTHON, [PYTHON, "manage.py", "serve", "--port", str(port)])


def test():
    """Run the suite on both databases and in a browser, on all cores; ARGS goes to pytest (-n 0 for one process)."""
    install("requirements-dev.txt")
    # Python keeps what it compiled of the tests, whatever the environment says: it takes seconds each time.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    plain = {name: value for name, value in kept.items() if name != "DATABASE_URL"}
    # Two parts run at once. The longest, on SQLite, takes all cores, for one worker alone would still be at it when all
    # else has ended; the first on PostgreSQL shares them, so that what each worker makes first is made less often. The
    # browser's tests wait for their pages, so that they take all cores, beside what is left of the others.
    half = str(max(1, os.cpu_count() // 2))
    # The browser's tests in a run of their own: their event loop stays in the thread, where Django refuses its ORM.
    browser = ("-n", "auto", "-o", "testpaths=tests/browser", "-m")
    on_both = "(every_database or not one_database)"
    parts = (
        ("SQLite", plain, "-n", "auto", "-m", "not browser"),
        ("PostgreSQL", kept, "-p", "tests.postgresql", "-n", half, "-m", "not browser and " + on_both),
        ("PostgreSQL", kept, "-p", "tests.postgresql", *browser, "browser"),
        ("SQLite", plain, *browser, "browser and every_database"),
    )
    codes = {}
    for (database, *_), code in zip(parts, at_once(parts), strict=True):
        codes.setdefault(database, set()).add(code)
    for database, found in codes.items():
        outcome = "no test was chosen" if found == {NO_TEST} else "failed" if found - {0, NO_TEST} else "passed"
        say(f"On {database}: {outcome}")
    every = set.union(*codes.values())
    sys.exit(bool(every - {0, NO_TEST}) or every == {NO_TEST})


def at_once(parts):
    """Run the parts of the suite, two at a time; what they say is shown one part after the other. Their codes."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        said = [os.path.join(folder, str(number)) for number in range(len(parts))]
        runs = [pool.submit(suite, path, *part) for path, part in zip(said, parts, strict=True)]
        try:
            for path, run in zip(said, runs, strict=True):
                show(path, run)
        finally:
            for run in runs:  # Ctrl-C: what has not begun never does
                run.cancel()
        return [run.result() for run in runs]


def suite(said, database, environment, *options):
    """Run tests on a database; returns pytest's code. How long each took is told in a file, for .ci/longest.py."""
    kind = " in the browser" if options[-1].startswith("browser") else ""
    times = os.path.join(".pytest_cache", "times-{}.xml".format((database + kind).lower().replace(" ", "-")))
    colour = "--color={}".format("yes" if sys.stdout.isatty() else "auto")
    command = [PYTHON, "-m", "pytest", colour, "--dist", "worksteal", "--junitxml", times, *options]
    with open(said, "w") as file:
        print("== The suite on " + database + kind, file=file, flush=True)
        arguments = shlex.split(os.environ.get("ARGS", ""))
        return subprocess.call([*command, *arguments], env=environment, stdout=file, stderr=file)


def show(path, run):
    """Print what is written to a file until the run that writes it has ended."""
    shown = 0
    while True:
        ended = run.done()
        if os.path.exists(path):
            with open(path, "rb") as file:
                file.seek(shown)
                shown += sys.stdout.buffer.write(file.read())
                sys.stdout.flush()
        if ended:
            return
        time.sleep(0.2)


def lint():
    """Run each step of LINT, as many at once as there are cores; says of each how long it took."""
    install("requirements-dev.txt")
    with tempfile.TemporaryDirectory() as data, ThreadPoolExecutor(os.cpu_count()) as pool:
        environment = dict(os.environ, ROSTRUM_DATA=data)  # mypy asks Django for its models
        passed = list(pool.map(lambda step: lint_step(step, environment), LINT))
    sys.exit(not all(passed))


def lint_step(step, environment):
    began = time.time()
    program, *arguments = shlex.split(step)
    if arguments[-1:] == ["TEMPLATES"]:
        arguments[-1:] = glob.glob("templates/**/*.html", recursive=True)
    done = subprocess.run(
        [os.path.join(VENV, "bin", program), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
    )
    outcome = "failed" if done.returncode else "passed"
    # In one piece, for other steps print as well.
    print(f"{done.stdout}== {step}: {outcome} in {time.time() - began:.1f} s", flush=True)
    return done.returncode == 0


def audit():
    """Say what is shipped under which licences, and whether a weakness of it is known."""
    install("requirements-dev.txt")
    sys.exit(subprocess.call([os.path.join(VENV, "bin", "python"), "-m", "lint.audit"]))


def form():
    """Write source, templates, style sheets and catalogues anew in the form that `make lint` asks for."""
    install("requirements-dev.txt")
    templates = glob.glob("templates/**/*.html", recursive=True)
    checks = ("pages", "templates", "language.punctuation")
    written = [["python", "-m", f"lint.{check}", "--write"] for check in checks]
    steps = (["ruff", "format", "."], *written, ["djade", *templates])
    for program, *arguments in steps:
        subprocess.call([os.path.join(VENV, "bin", program), *arguments])


def lock():
    """Choose every package anew for both lock files, from whatever index uv is told of."""
    with tempfile.TemporaryDirectory() as folder:
        python = os.path.join(folder, "bin", "python")
        subprocess.check_call([sys.executable, "-m", "venv", folder])
        pip(python, ["uv"], "uv, which makes the lock files,")
        compiler = [python, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
        compiler += ["--upgrade", "--generate-hashes", "--no-annotate", "--custom-compile-command", "make lock"]
        for options in (["-o", "requirements.txt"], ["--group", "dev", "-o", "requirements-dev.txt"]):
            code = subprocess.call([*compiler, "pyproject.toml", *options])
            if code:
                sys.exit(code)


def catalogues():
    """Bring the catalogues of the interface up to date with the source (needs GNU gettext), and compile them."""
    if not shutil.which("xgettext"):
        stop("There is no xgettext here: install GNU gettext to gather the messages.")
    install("requirements.txt")
    languages = [word for language in TRANSLATED for word in ("-l", language)]
    tidy = ["--no-obsolete", "--no-wrap", "--add-location", "file", "-i", "tests", "-i", "var"]
    manage("makemessages", *(languages + tidy))
    manage("compile_catalogues")


def clean():
    """Remove what can be made again. The data in var/ stay."""
    for folder in [VENV, ".pytest_cache", ".ruff_cache", ".import_linter_cache", ".mypy_cache"]:
        shutil.rmtree(folder, ignore_errors=True)
    for folder in glob.glob("**/__pycache__", recursive=True):
        shutil.rmtree(folder, ignore_errors=True)
    for compiled in glob.glob("locale/*/LC_MESSAGES/*.mo"):
        os.remove(compiled)
    say("Clean. What was entered stays in var/.")


def use_a_fit_python():
    """Go on under the first Python that is new enough and can make environments: this one, or another of the path."""
    venv_is_there = True
    try:
        import ensurepip  # noqa: F401 - what Debian leaves out
        import venv  # noqa: F401
    except ImportError:
        venv_is_there = False
    if sys.version_info >= OLDEST and venv_is_there:
        return
    for name in NAMES:
        other = shutil.which(name)
        if other and subprocess.call([other, "-c", FIT], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
            os.execv(other, [other, os.path.join(HERE, "make.py"), *sys.argv[1:]])
    mine = "{}.{}.{}".format(*sys.version_info[:3])
    if sys.version_info < OLDEST:
        stop(f"Rostrum needs Python 3.11 or later and this is {mine}: install one, or name it with PYTHON=...")
    stop(f"Python {mine} lacks its venv module: install it (on Debian and Ubuntu the package python3-venv).")


def chosen_port():
    text = os.environ.get("PORT") or "8000"
    if not (text.isdigit() and text.isascii() and 1 <= int(text[:6]) <= 65535):
        stop(f"PORT={text} is no port: give a number from 1 to 65535, such as PORT=8123 make run.")
    return int(text)


def check_free(port):
    """Stop now, before a long installation, if somebody listens on the port already."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((address, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                another = port + 1 if port < 65535 else 8123
                stop(f"Port {port} is taken: stop what listens there, or use PORT={another} make run.")
            if error.errno == errno.EACCES:
                stop(f"Port {port} is closed to ordinary users: use one above 1023, PORT=8123 make run.")


def check_writable(data):
    """Stop now if this folder or that of the data cannot be written in."""
    for folder in (data, HERE):
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            stop(f"Rostrum cannot write in {folder} ({error.strerror}): make that folder writable.")


def hold(data):
    """Keep others off the data while this process lives and the server that it becomes: SQLite wants one writer."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return
    folder = os.open(data, os.O_RDONLY)
    os.set_inheritable(folder, True)
    if not locked(folder):
        stop(f"Another Rostrum is at work on the data in {data}: stop it first, or set ROSTRUM_DATA.")


def locked(folder, wait=False):
    """Lock an open folder for as long as it stays open; False if another process has it."""
    import fcntl

    try:
        fcntl.flock(folder, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        pass  # a file system without locks
    return True


def install(requirements):
    """Install exactly what the lock file names, when it has changed since the last time."""
    stamp = os.path.join(VENV, requirements + ".installed")
    if read(stamp) == wanted(requirements):
        return
    folder = os.open(HERE, os.O_RDONLY)
    if not locked(folder):
        say("Waiting for another make in this folder")
        locked(folder, wait=True)
    if read(stamp) != wanted(requirements):
        make_venv()
        say(f"Installing the packages of {requirements} (a minute or two the first time)")
        options = ["--require-hashes", "-r", requirements]
        if not uv(options):
            pip(PYTHON, options, f"The packages of {requirements}")
        with open(stamp, "w") as file:
            file.write(wanted(requirements))
    os.close(folder)


def make_venv():
    usable = [PYTHON, "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"]
    if os.path.exists(PYTHON) and subprocess.call(usable, stderr=subprocess.DEVNULL) == 0:
        return
    say("Making an environment of its own in .venv with Python {}.{}".format(*sys.version_info[:2]))
    making = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if making.returncode:
        sys.stderr.write(making.stdout)
        stop("Python could not make the environment in .venv: its words are above.")


def uv(options):
    """Install as pip would, in seconds, with the uv that the environment names in UV; False if that was not to be."""
    program = os.environ.get("UV")
    return bool(program) and subprocess.call([program, "pip", "install", "--quiet", "--python", PYTHON, *options]) == 0


def pip(python, arguments, what):
    command = [python, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", *arguments]
    installing = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=dict(os.environ, PIP_USER="0"),
    )
    words = installing.stdout
    if installing.returncode:
        sys.stderr.write("\n".join(words.splitlines()[-12:]) + "\n")
        if "Retrying (" in words or "No matching distribution" in words:
            stop(what + " could not be had: is a package index within reach (PIP_INDEX_URL names one)?")
        stop(what + " could not be installed: pip's last words are above.")


def wanted(requirements):
    """What the stamp of an installation says: this lock, for this interpreter."""
    with open(requirements, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    return f"{digest} {os.path.realpath(PYTHON)}"


def read(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


def manage(*arguments):
    code = subprocess.call((PYTHON, "manage.py", *arguments))
    if code:
        sys.exit(code)


def say(words):
    print("== " + words, flush=True)


def stop(sentence):
    sys.stderr.write(sentence + "\n")
    sys.exit(1)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        stop("\nStopped.")
