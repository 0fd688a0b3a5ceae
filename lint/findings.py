"""What the checks share: the files of the project, and how a finding is reported."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDORED = ":!static/shared/vendor"  # the work of others, as it came


def tracked(*patterns):
    """The paths of tracked files that match any of the patterns of git, in order, without those deleted on disk."""
    said = subprocess.run(
        ["git", "ls-files", "-z", "--", *patterns, VENDORED], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    return [path for path in (ROOT / name for name in said.split("\0") if name) if path.exists()]


def report(findings):
    """Print each finding (path, line, sentence) and end the process: with 1 if there is one, else with 0."""
    count = 0
    for path, line, sentence in findings:
        print(f"{path.relative_to(ROOT)}:{line}: {sentence}")
        count += 1
    sys.exit(bool(count))
