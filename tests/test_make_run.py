"""The sentences with which `make run` stops, without ever installing anything."""

import ast
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path):
    """A folder like a fresh clone."""
    for name in ("Makefile", "make.py", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.fixture
def installed(folder):
    """The same after an installation, with a Python that says what it was asked to do instead of doing it."""
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@" ROSTRUM_URL=$ROSTRUM_URL\n')
    python.chmod(0o755)
    stamp = f"import make; make.PYTHON = {str(python)!r}; print(make.wanted('requirements.txt'), end='')"
    said = subprocess.run([sys.executable, "-c", stamp], cwd=folder, capture_output=True, text=True, check=True)
    (folder / ".venv" / "requirements.txt.installed").write_text(said.stdout)
    return folder


def make_run(folder, python=sys.executable, **environment):
    environment = {"PATH": os.environ["PATH"], "PYTHON": str(python), "PYTHONDONTWRITEBYTECODE": "1"} | environment
    return subprocess.run(["make", "run"], cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


def sentence(done):
    """What was said to the person: one line, before make's own."""
    (line,) = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    return line


def executable(path, text):
    path.write_text(text)
    path.chmod(0o755)
    return path


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return str(listener.getsockname()[1])


def test_make_py_can_be_read_by_python_3_6():
    ast.parse((ROOT / "make.py").read_text(), feature_version=(3, 6))


def test_installed_rostrum_is_prepared_and_served(installed, free_port):
    done = make_run(installed, PORT=free_port)

    url = f"ROSTRUM_URL=http://localhost:{free_port}"
    assert done.stdout.splitlines() == [
        f"manage.py prepare --demonstration {url}",
        f"== Serving at http://localhost:{free_port} until you press Ctrl-C",
        f"manage.py serve --port {free_port} {url}",
    ]
    assert done.returncode == 0


def test_given_address_is_kept(installed, free_port):
    done = make_run(installed, PORT=free_port, ROSTRUM_URL="https://dialogue.example.org")

    assert "ROSTRUM_URL=https://dialogue.example.org" in done.stdout


def test_data_folder_is_for_its_owner_alone(installed, free_port):
    make_run(installed, PORT=free_port)

    assert (installed / "var").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("port", ["eight", "0", "-1", "65536", "8000.5", "٨٠٠٠", "99999999999999999999"])
def test_port_that_is_none(folder, port):
    done = make_run(folder, PORT=port)

    assert sentence(done) == f"PORT={port} is no port: give a number from 1 to 65535, such as PORT=8123 make run."
    assert done.returncode == 2  # make's own, whatever the script's


def test_taken_port_is_told_before_anything_is_installed(folder):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        done = make_run(folder, PORT=str(port))

    assert sentence(done) == f"Port {port} is taken: stop what listens there, or use PORT={port + 1} make run."
    assert not (folder / ".venv").exists()


def test_folder_that_cannot_be_written_in(folder, free_port):
    done = make_run(folder, PORT=free_port, ROSTRUM_DATA="/proc/rostrum")

    assert sentence(done).startswith("Rostrum cannot write in /proc/rostrum (")
    assert not (folder / ".venv").exists()


def test_data_in_use(folder, free_port):
    import fcntl

    data = folder / "var"
    data.mkdir()
    descriptor = os.open(data, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    done = make_run(folder, PORT=free_port)
    os.close(descriptor)

    assert sentence(done) == f"Another Rostrum is at work on the data in {data}: stop it first, or set ROSTRUM_DATA."


def test_server_keeps_others_off_its_data(installed, free_port):
    again = f"{sys.executable} make.py run"
    executable(
        installed / ".venv" / "bin" / "python",
        f'#!/bin/sh\n[ "$2" = serve ] && [ -z "$INNER" ] && INNER=1 PORT={free_port} {again}\nexit 0\n',
    )

    done = make_run(installed, PORT=free_port)

    assert sentence(done).startswith("Another Rostrum is at work on the data")


def test_several_servers_may_share_postgresql(installed, free_port):
    import fcntl

    (installed / "var").mkdir()
    descriptor = os.open(installed / "var", os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    done = make_run(installed, PORT=free_port, DATABASE_URL="postgresql://localhost/rostrum")
    os.close(descriptor)

    assert done.returncode == 0


def test_no_python(folder):
    done = make_run(folder, python="python-that-is-not-there")

    assert sentence(done).startswith("There is no python-that-is-not-there here: install Python 3.11 or later")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("WARNING: Retrying (Retry(total=0))\nERROR: No matching distribution found for django", "could not be had"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "could not be installed"),
    ],
)
def test_failed_installation_tells_pips_last_words_and_why(folder, free_port, words, expected):
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    executable(python, f"#!/bin/sh\n[ \"$1\" = -c ] && exit 0\necho '{words}'; exit 1\n")

    done = make_run(folder, PORT=free_port)

    *pip, last = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert pip == words.splitlines()
    assert last.startswith(f"The packages of requirements.txt {expected}")
    assert not (folder / ".venv" / "requirements.txt.installed").exists()


@pytest.mark.parametrize(("code", "asked"), [(0, []), (1, ["pip"])], ids=["installs", "fails, so that pip goes on"])
def test_uv_that_is_named_installs_in_place_of_pip(folder, free_port, code, asked):
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    executable(python, '#!/bin/sh\n[ "$2" = pip ] && echo "$2" >> asked\nexit 0\n')
    executable(folder / "uv", f'#!/bin/sh\necho "$@" > told\nexit {code}\n')

    done = make_run(folder, PORT=free_port, UV=folder / "uv")

    assert done.returncode == 0, done.stderr
    told = (folder / "told").read_text()
    assert told == f"pip install --quiet --python {python} --require-hashes -r requirements.txt\n"
    assert (folder / "asked").read_text().split() == asked if asked else not (folder / "asked").exists()


def run_as(version, modules, tmp_path):
    """Let make.py look for a fit Python, as if the running one were such, with no other in the path."""
    program = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import make
make.sys.version_info = {version}
for name in {modules}:
    sys.modules[name] = None
make.use_a_fit_python()
"""
    return subprocess.run(
        [sys.executable, "-c", program], env={"PATH": str(tmp_path)}, capture_output=True, text=True, timeout=30
    )


def test_old_python(tmp_path):
    done = run_as((3, 6, 15), [], tmp_path)

    assert done.stderr == (
        "Rostrum needs Python 3.11 or later and this is 3.6.15: install one, or name it with PYTHON=...\n"
    )
    assert done.returncode == 1


def test_python_without_venv(tmp_path):
    done = run_as((3, 11, 2), ["ensurepip"], tmp_path)

    assert done.stderr == (
        "Python 3.11.2 lacks its venv module: install it (on Debian and Ubuntu the package python3-venv).\n"
    )
    assert done.returncode == 1


def test_old_python_hands_over_to_a_newer_one_in_the_path(tmp_path):
    executable(tmp_path / "python3.12", '#!/bin/sh\n[ "$1" = -c ] && exit 0\necho "$0" took over\n')
    executable(tmp_path / "python3.13", "#!/bin/sh\nexit 1\n")

    done = run_as((3, 6, 15), [], tmp_path)

    assert done.stdout == f"{tmp_path}/python3.12 took over\n"
