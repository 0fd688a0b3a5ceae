"""The longest tests of the runs whose reports (junit's XML, by `make test`) are named: `python3 longest.py FILE...`."""

import sys
from pathlib import Path
from xml.etree import ElementTree

SHOWN = 20


def main():
    tests = [
        (float(test.get("time")), f"{test.get('classname')}::{test.get('name')} ({path.stem.partition('-')[2]})")
        for path in map(Path, sys.argv[1:])
        if path.exists()
        for test in ElementTree.parse(path).iter("testcase")
    ]
    print(f"\nThe longest of {len(tests)} tests:")
    for seconds, name in sorted(tests, reverse=True)[:SHOWN]:
        print(f"{seconds:6.1f} s  {name}")


if __name__ == "__main__":
    main()
