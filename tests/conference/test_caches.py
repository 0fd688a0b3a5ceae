"""Caches register themselves, so that one call empties all of them, and no module makes one otherwise."""

import ast

import pytest

from conference import caches
from conference.caches import Cache, cached, constant
from lint.caches import findings, found_in


@pytest.fixture(autouse=True)
def register_of_its_own():
    """The caches of these tests leave the register with them."""
    lengths = len(caches._registered), len(caches._constants)
    yield
    del caches._registered[lengths[0] :], caches._constants[lengths[1] :]


def test_one_call_empties_all_but_constants():
    calls = []
    by_row, by_code = cached(lambda key: calls.append(key)), constant()(lambda key: calls.append(key))
    kept = Cache(3)
    for _time in range(2):
        by_row("row"), by_code("code")
    kept["a"] = 1
    assert calls == ["row", "code"]

    caches.clear()

    by_row("row"), by_code("code")
    assert (calls, dict(kept)) == (["row", "code", "row"], {})
    caches.clear(constants=True)
    by_code("code")
    assert calls[-1] == "code"


def test_cache_holds_so_many_entries_of_which_the_oldest_goes_first():
    kept = Cache(2)

    for number in range(4):
        kept[number] = str(number)

    assert kept == {2: "2", 3: "3"}


def test_each_cache_of_the_apps_registers_itself():
    assert list(findings()) == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("from functools import cache", [1]),
        ("from functools import lru_cache, partial", [1]),
        ("x = 1\n_kept = {}", [2]),
        ("_kept: dict[str, str] = dict()", [1]),
        ("_kept = defaultdict(list)", [1]),
        ("def f():\n    from functools import cache\n    found = {}", [2]),
        ("from functools import partial\n_kept = Cache(3)\nNAMES = {'a': 1}", []),
    ],
)
def test_cache_that_does_not_register_is_found(source, lines):
    assert [line for line, _sentence in found_in(ast.parse(source), "floor/x.py")] == lines
