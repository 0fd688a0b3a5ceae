"""Several people who press at the same moment: real threads with connections of their own, on either database."""

import re
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from threading import Barrier, BrokenBarrierError

from django.db import connection, transaction

PEOPLE = 3
A_LOOK = 0.4  # seconds for which one waits for those who, where nothing is locked, would be looking at the same rows
WRITES = ("INSERT", "UPDATE", "DELETE")


def at_once(act, *, people=PEOPLE, times=None):
    """What each of so many calls of `act(number)`, pressed by people at the same moment, returned or raised.

    Before the first row that each of them writes they wait for one another, so that those whom no lock keeps apart
    have all looked before one has written. Who holds a lock waits for the others in vain, and goes on.
    """
    start, looked = Barrier(people), Barrier(people)

    def press(person):
        start.wait()
        try:
            with connection.execute_wrapper(_before_the_first_row(looked)):
                return [_outcome(lambda n=number: act(n)) for number in range(person, times or people, people)]
        finally:
            connection.close()

    with ThreadPoolExecutor(people) as pool:
        return [outcome for outcomes in pool.map(press, range(people)) for outcome in outcomes]


def in_the_midst_of(first, second, then=None):
    """What `second()` returned or raised, pressed when `first()` has written its rows and is not yet through.

    `then()` is what the first one still does. Where each of the two holds what the other needs, the database ends one.
    """
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            pressed = pool.submit(_apart, second)
            wait([pressed], timeout=A_LOOK)
            if then:
                then()
        return pressed.result()


@contextmanager
def just_before(statement, act):
    """Calls `act()` once, when this process is about to send a statement of SQL that begins so: as another would then.

    Where `act` raises, so does the statement, as if the database had refused it.
    """
    called = False

    def execute(run, sql, params, many, context):
        nonlocal called
        if not called and re.match(statement, sql):
            called = True
            act()
        return run(sql, params, many, context)

    with connection.execute_wrapper(execute):
        yield
    assert called, f"no statement begins with {statement}"


def the_one(outcomes, refusal):
    """What came of it for the only one who was not refused; all others were, and with no other refusal."""
    done = [outcome for outcome in outcomes if not isinstance(outcome, Exception)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert [type(outcome) for outcome in refused] == [refusal] * (len(outcomes) - 1), outcomes
    return done[0]


def _apart(act):
    try:
        return _outcome(act)
    finally:
        connection.close()


def _outcome(act):
    try:
        return act()
    except Exception as error:
        return error


def _before_the_first_row(looked):
    waited = False

    def execute(run, sql, params, many, context):
        nonlocal waited
        if not waited and sql.startswith(WRITES):
            waited = True
            with suppress(BrokenBarrierError):
                looked.wait(A_LOOK)
        return run(sql, params, many, context)

    return execute
