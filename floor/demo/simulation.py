"""Simulates a lively half hour on a floor, for training and for tests, with the same acts as in the room.

A simulation has a clock of its own. Each act is made at the simulated time, so that three minutes are three minutes on
the record however fast the simulation runs. At speed 1 the simulated time is the real time, and the clocks on screens
are right. A faster simulation begins so far in the past that it ends now: nothing on the record lies in the future, and
what people do afterwards follows it; screens then show who speaks and who waits, but their clocks count from a moment
in the past. On a floor that has been used before, it begins after the last step.
"""

import heapq
import random
import time
from datetime import timedelta
from itertools import count
from uuid import UUID

from django.utils.translation import override

from conference.languages import CODES
from conference.refusals import Refusal
from floor.demo import procedure_acts, request_acts, wording
from floor.models import Floor, FloorEvent, Intervention
from floor.procedure import presiding
from floor.procedure.events import take_back
from floor.procedure.panel_answers import let_panellists_answer
from floor.procedure.requests import ask_for_floor, withdraw
from floor.record.corrections import correct
from floor.record.entries import entries_of
from floor.record.gists import write_gist
from floor.statistics.statistics import intervention_facts, statistics_of

Kind = Intervention.Kind
Through = Intervention.Through
State = Intervention.State

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
SHORTER = timedelta(minutes=2)

WOMAN, MAN, OPEN = "woman", "man", ""  # as the request tells it


def start_of(session, *, now, minutes, speed):
    """Returns when a simulation begins: early enough to end now at its speed, but not before the last step taken."""
    ahead = timedelta(minutes=minutes) * (1 - 1 / speed if speed else 1)
    floor = Floor.objects.filter(session=session).first()
    last = floor.events.order_by("-number").first() if floor else None
    return max(now - ahead, last.at) if last else now - ahead


class Simulation:
    """A simulation on one floor: a queue of acts by simulated time, and a random generator that shapes them."""

    def __init__(
        self, session, *, officer, note_taker, at, minutes, seed, speed=0, sleep=time.sleep, say=print, language=""
    ):
        """`language` is that in which the staff type, that of the conference if none is given."""
        self.session, self.officer, self.note_taker = session, officer, note_taker
        self.language = language or session.conference.original_language
        self.begins, self.at = at, at
        self.length = timedelta(minutes=minutes)
        self.speed, self.sleep, self.say = speed, sleep, say
        self.dice = random.Random(seed)
        self._coming, self._order = [], count()
        self._turns = 0
        self._quiet_until = at
        self._wanted = {"withdraw", "pause", "more time", "wrong one", "strike", "correct"}
        self.delegations = list(session.conference.delegations.order_by("pk"))
        self.groups = list(session.conference.groups.all())
        self.chairs = list(session.roles.filter(kind="co-chair").select_related("speaker"))
        self.panellists = list(session.roles.filter(kind="panellist").select_related("speaker"))
        self.played = []  # the keys of the interventions asked for in this simulation

    # The clock

    def plan(self, after, act, *args):
        """Schedules an act so many seconds of simulated time from now."""
        heapq.heappush(self._coming, (self.at + after * SECOND, next(self._order), act, args))

    def run(self):
        self._plan_the_half_hour()
        while self._coming and self._coming[0][0] <= self.begins + self.length:
            at, _order, act, args = heapq.heappop(self._coming)
            self._wait_until(at)
            try:
                act(*args)
            except Refusal as refusal:  # somebody else is at a console, or a request went away
                self._tell(f"(refused: {refusal})")
        self._wait_until(self.begins + self.length)
        self._finish()

    def _wait_until(self, at):
        if self.speed and at > self.at:
            self.sleep((at - self.at) / SECOND / self.speed)
        self.at = max(self.at, at)

    def _plan_the_half_hour(self):
        part = self.length / SECOND
        self.plan(0, self._open)
        for number in range(5):
            self.plan(2 + 6 * number, self._ask)
        request_acts.plan_requests(self, part)
        procedure_acts.plan_procedure(self, part)
        self.plan(35, self._keep_asking)
        self.plan(40, self._turn)
        if self.chairs:
            self.plan(3, self._preside, self.chairs[0])
        if len(self.chairs) > 1:
            self.plan(0.5 * part, self._preside, self.chairs[1])
        self.plan(0.65 * part, self._ask, Kind.RIGHT_OF_REPLY)
        self.plan(0.6 * part, self._shorten)
        self.plan(0.85 * part, self._close)

    # What delegations do

    def _keep_asking(self):
        self._ask()
        self.plan(self.dice.uniform(25, 80), self._keep_asking)

    def _ask(self, kind=Kind.INTERVENTION):
        waiting = set(self.session.interventions.waiting().filter(kind=kind).values_list("delegation_id", flat=True))
        takes = Floor.objects.get(session=self.session).takes_requests(self.at)
        free = [delegation for delegation in self.delegations if delegation.pk not in waiting]
        if not free or (not takes and kind == Kind.INTERVENTION):
            return None
        by_slip = not takes or self.dice.random() < 0.2
        group = self.dice.choice(self.groups) if self.groups and self.dice.random() < 0.2 else None
        request = ask_for_floor(
            self.session,
            self.dice.choice(free),
            key=self._key(),
            through=Through.SLIP if by_slip else Through.PHONE,
            by=self.officer if by_slip else None,
            at=self.at,
            kind=kind,
            group=group if kind == Kind.INTERVENTION else None,
            **self._speaker(),
            language=self.dice.choice(["en", "en", "en", *CODES]),
        )
        self.played.append(request.pk)
        self._tell(f"{request} asks for the floor ({request.get_kind_display()}, {request.get_through_display()})")
        if kind == Kind.INTERVENTION and (self._once("withdraw", len(self.played) > 3) or self.dice.random() < 0.06):
            self.plan(self.dice.uniform(10, 30), self._withdraw, request)
        return request

    def _speaker(self):
        """Who speaks: a function, as a woman or a man has it; or the level, which each reads in their own language."""
        functions = dict(zip((WOMAN, MAN), self.dice.choice(wording.FUNCTIONS[self.language]), strict=True))
        gender = self.dice.choice([WOMAN, WOMAN, MAN, MAN, OPEN])
        level = Intervention.Level.PERMANENT_REPRESENTATIVE if gender == OPEN else ""
        return {"speaker_function": functions.get(gender, ""), "speaker_gender": gender, "level": level}

    def _key(self):
        """The same seed on the same floor gives the same simulation; the version keeps two of them apart."""
        version = Floor.objects.filter(session=self.session).values_list("version", flat=True).first() or 0
        return UUID(int=(version << 64 | self.dice.getrandbits(64)) & (1 << 128) - 1)

    def _withdraw(self, request):
        withdraw(request, at=self.at)
        self._tell(f"{request} withdraws")

    # What those do who preside

    def _open(self):
        floor = Floor.objects.filter(session=self.session).first()
        if floor is None or not floor.takes_requests(self.at):
            presiding.open_requests(self.session, by=self.officer, at=self.at)
            self._tell("Requests are open")

    def _close(self):
        if Floor.objects.get(session=self.session).takes_requests(self.at):
            presiding.close_requests(self.session, by=self.officer, at=self.at)
            self._tell("Requests are closed")

    def _preside(self, chair):
        if Floor.objects.get(session=self.session).presiding_id != chair.pk:
            presiding.hand_over_chair(self.session, chair, by=self.officer, at=self.at)
            self._tell(f"{chair.speaker} presides")

    def _shorten(self):
        if Floor.objects.get(session=self.session).speaking_time > SHORTER:
            presiding.set_speaking_time(self.session, SHORTER, by=self.officer, at=self.at)
            self._tell("The speaking time is two minutes from now on")

    def _turn(self):
        """Give the floor to the next, or look again in a moment where nobody waits or an intervention is not over."""
        self.plan(5, self._turn)
        current = self.session.interventions.speaking().first()
        waiting = list(self.session.interventions.waiting()[:2])
        if self.at < self._quiet_until or not waiting:
            return
        following = waiting[0]
        if len(waiting) > 1 and self._once("wrong one", self._turns > 1):
            self._give(waiting[1], current)
            self._tell("That was the wrong one")
            self._quiet_until = self.at + 8 * SECOND
            self.plan(4, self._take_back, waiting[1].pk)
            return
        self._give(following, current)
        self._speak(following)
        self._turns += following.role_id is None
        if following.delegation_id and self._turns % 4 == 0 and self.panellists:
            self.plan(3, self._round)

    def _give(self, intervention, current):
        presiding.give_floor(intervention, by=self.officer, at=self.at, instead_of=current.pk if current else None)
        self._tell(f"{intervention} has the floor")

    def _take_back(self, pk):
        speaking = self.session.interventions.speaking().first()
        if speaking and speaking.pk == pk:
            given = speaking.events.filter(act=FloorEvent.Act.GIVE).latest("number")
            number = given.number
            for _time in range(3):  # taken back in doubt, done again, and taken back for good
                take_back(self.session, number, by=self.officer, at=self.at)
                number = given.floor.events.latest("number").number
            self._tell("The floor is taken back")
            if current := self.session.interventions.speaking().first():
                presiding.conclude(self.session, by=self.officer, at=self.at, expected=current.pk)

    def _speak(self, row):
        """Plan an intervention: how long it takes, whether it is paused, and the gist that is written during it."""
        if row.kind == Kind.POINT_OF_ORDER:
            lasts = self.dice.uniform(20, 45)
        else:
            lasts = row.allowance / SECOND * min(max(self.dice.gauss(0.92, 0.2), 0.35), 1.5)
        pause = 0
        if row.kind == Kind.INTERVENTION and self._once("pause", self._turns > 0):
            pause = self.dice.uniform(12, 25)
            self.plan(lasts / 3, self._pause, row.pk, pause)
        if row.kind == Kind.INTERVENTION and self._once("more time", self._turns > 2):
            self.plan(lasts / 2, self._more_time, row)
        self._quiet_until = self.at + (lasts + pause + self.dice.uniform(3, 8)) * SECOND
        gist = self.dice.choice(wording.GISTS[self.language])
        for part in (0.3, 0.6, 0.95):
            self.plan((lasts + pause) * part, self._note, row, gist[: round(len(gist) * (part + 0.05))])
        self.plan(lasts + pause, self._conclude, row.pk)

    def _pause(self, pk, seconds):
        presiding.pause(self.session, by=self.officer, at=self.at, expected=pk)
        self._tell("The clock is paused")
        self.plan(seconds, self._resume, pk)

    def _resume(self, pk):
        presiding.resume(self.session, by=self.officer, at=self.at, expected=pk)
        self._tell("The clock runs again")

    def _more_time(self, row):
        presiding.give_more_time(row, MINUTE, by=self.officer, at=self.at)
        self._tell(f"{row} is given one minute more")

    def _conclude(self, pk):
        presiding.conclude(self.session, by=self.officer, at=self.at, expected=pk)
        row = self.session.interventions.get(pk=pk)
        over = row.overtime(self.at)
        self._tell(f"{row} concludes" + (f", {over // SECOND} seconds over" if over else ""))
        is_usual = row.kind == Kind.INTERVENTION
        if self._once("strike", is_usual and self._turns > (3 if row.through == Through.SLIP else 6)):
            self.plan(6, self._strike, row)
        elif is_usual and self._once("correct", row.speaker_function):
            self.plan(6, self._correct, row)

    def _correct(self, row):
        seen = {"speaker_function": row.speaker_function}
        corrected = {"speaker_function": wording.AD_INTERIM[self.language].format(function=row.speaker_function)}
        reason = wording.AS_ON_THE_SLIP[self.language]
        correct(row, corrected, seen=seen, reason=reason, by=self.officer, at=self.at)
        self._tell(f"What the record says of {row} is corrected")

    def _strike(self, row):
        presiding.strike(row, reason=wording.WRONG_DELEGATION[self.language], by=self.officer, at=self.at)
        self._tell(f"{row} is struck from the record")

    def _round(self):
        roles = self.panellists[:2]
        let_panellists_answer(self.session, roles, key=self._key(), by=self.officer, at=self.at)
        self._tell("The panellists answer a round")
        answers = self.session.interventions.waiting().filter(role__in=roles)
        self.played += [pk for pk in answers.values_list("pk", flat=True) if pk not in self.played]

    def _note(self, row, text):
        current = row.gists.not_set_aside().first()
        row.refresh_from_db(fields=["state"])
        number = current.number if current else 0
        write_gist(row, text, number, language=self.language, by=self.note_taker, at=self.at)

    def _finish(self):
        """Leave the floor in order: nobody speaks any more, and no requests are taken."""
        current = self.session.interventions.speaking().first()
        if current and current.pk in self.played:
            presiding.conclude(self.session, by=self.officer, at=self.at, expected=current.pk)
            self._tell(f"{current} concludes")
        self._close()

    def _once(self, what, may):
        """Whether something that is to happen at least once happens now."""
        if may and what in self._wanted:
            self._wanted.discard(what)
            return True
        return False

    def _tell(self, words):
        passed = self.at - self.begins
        with override("en"):
            self.say(f"{passed // MINUTE:02}:{passed // SECOND % 60:02}  {words}")

    def statistics(self):
        """Returns the statistics of the interventions of this simulation alone."""
        entries = [entry for entry in entries_of(self.session, at=self.at) if entry.row.pk in self.played]
        return statistics_of([intervention_facts(entry) for entry in entries])
