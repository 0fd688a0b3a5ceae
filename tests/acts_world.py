"""A world in which every act of the project can be done: each row that an act's address or form names, by its name."""

import json
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfWriter

from conference.imports import apply as imports
from conference.imports.undo import plan_undo
from conference.models import (
    AuditEntry,
    Conference,
    ImportFile,
    Invitation,
    Job,
    RecordedAct,
    User,
    Webhook,
    WebhookDelivery,
)
from conference.restoring.plan import Restoring
from conference.restoring.recording import delete_recorded
from floor.models import BoothLink, FloorEvent
from floor.models.record import Pledge
from floor.models.seat import Device, Seat
from floor.procedure import presiding, signals
from floor.procedure.requests import ask_for_floor
from floor.statements import filing
from operations.wording import remarks
from operations.wording.catalogue import catalogue
from programme.cloning.clone import shown_of as clone_shown_of
from programme.imports import apply
from programme.imports.kind import SCHEDULE
from programme.imports.preview import preview_schedule
from programme.letters.compose import possible_recipients
from programme.letters.holding import reasons_to_hold, shown_letters
from programme.models import ChangeSubscription, PushSubscription
from programme.release.releasing import plan_of
from speakers.answers.deciding import compared, shown_proposals
from speakers.duplicates.merging import plan_merge
from speakers.imports import preview
from speakers.imports.columns import KINDS
from speakers.imports.receive import table_of
from speakers.models import AnswerLink, Proposal, Speaker, State
from speakers.photograph_files.kind import PHOTOGRAPHS
from summary.imports.kind import DRAFTS, store_pasted
from summary.imports.plan import DraftPlace
from summary.models import Paragraph
from summary.suggestions.reading import read, readings_of, shown_in
from tests.addresses import ROOT, make_visitors
from tests.factories import MORNING, in_six, make_conference, make_panel, make_session, make_speaker, release
from tests.programme.imports.schedules_of_others import as_json, event, schedule
from tests.speakers.imports.tables import apply_import, csv_of
from tests.speakers.imports.tables import upload as upload_table
from tests.speakers.photograph_files.zips import zip_of
from tests.staff import make_member
from tests.summary.conftest import make_summary
from tests.summary.editions.issuing import issue
from tests.translation.exchange.files import filled
from tests.translation.exchange.files import store as store_translations
from tests.translation.reference.documents import ENGLISH, FRENCH, plain
from translation.exchange import preview as exchange_preview
from translation.glossary.kind import GLOSSARY
from translation.glossary.kind import store_upload as store_glossary
from translation.models import Text, Version
from translation.models.glossary import Concept
from translation.models.teamwork import Assignment, Dismissal, Remark
from translation.reference.aligning import store_alignment
from translation.reference.kind import REFERENCE
from translation.reference.kind import store_upload as store_reference

PHONE, STRANGER = "a delegation’s phone", "a phone of another conference"
SOON = timedelta(days=30)


class World:
    """Four conferences: "dialogue", where nearly all is done, its Summary in translation; "drafted", with a Summary

    in draft; "empty", with none; and "other", to which nothing belongs that an address names.
    """

    def __init__(self):
        self.visitors = make_visitors()
        self.root = User.objects.get(username=ROOT)
        self.now = timezone.now()
        self.rows = {}
        self.dialogue, self.drafted, self.empty, self.other = (
            make_conference(slug=slug) for slug in ("dialogue", "drafted", "empty", "other")
        )
        self._people()
        self._floors()
        self._phones()
        self._answers()
        self._readers()
        self._papers()
        self._letters()
        self._summaries()
        self._texts()
        self._files()
        self._rest()
        self._background_work()
        self._webhooks()
        self._wording()

    def _wording(self):
        """Remarks on a message of the interface in French, an open one and a settled one."""
        message = next(iter(catalogue().messages.values()))
        by = {"by": self.root, "at": self.now}
        self.rows["wording remark"] = remarks.remark(message, "fr", "Wrong", [], **by)
        self.rows["settled wording remark"] = settled = remarks.remark(message, "fr", "Wrong too", [], **by)
        remarks.settle(settled, "Right", **by)
        self.wording, self.wording_seen = message, remarks.shown_of(message, "fr").token

    def _webhooks(self):
        """A webhook that was sent a test."""
        values = {"made_by": self.root, "made_at": self.now, "secret": "secret", "address": "https://192.0.2.1/"}
        self.rows["webhook"] = webhook = Webhook.objects.create(conference=self.dialogue, **values)
        sent = {"kind": "test", "happened_at": self.now, "sent_at": self.now}
        self.rows["delivery"] = WebhookDelivery.objects.create(webhook=webhook, **sent)

    def _background_work(self):
        """A job that failed, of one person alone."""
        over = {"finished_at": self.now, "failure": "fault"}
        self.rows["job"] = Job.objects.create(
            conference=self.dialogue, kind="site copy", language="en", by=self.root, asked_at=self.now, **over
        )

    def _people(self):
        self.rows["speaker"] = self.speaker = make_speaker(self.dialogue, email="a@example.org", status="invited")
        self.rows["reader"] = make_speaker(self.dialogue, email="b@example.org")
        names = ("spoken", "speaking", "waiting", "next", "asking", "paused", "free")
        self.delegations = {
            name: self.dialogue.delegations.create(kind="media", **in_six("name", name)) for name in names
        }
        for name, row in self.delegations.items():
            self.rows[f"delegation {name}"] = row

    def _floors(self):
        by = {"by": self.root, "at": MORNING}
        first, second = make_panel(self.dialogue), make_panel(self.dialogue)
        self.rows["last session"] = make_session(self.dialogue)
        for name in ("co-chair", "panellist"):
            self.rows[name] = first.roles.create(kind=name, speaker=self.speaker)
        self.rows |= {"session": first, "second session": second, "theme": first.themes.first()}
        for panel in (first, second, make_panel(self.other)):
            presiding.open_requests(panel, **by)
        for name in ("spoken", "speaking", "waiting", "next"):
            self.rows[name] = self._ask(first, name)
        presiding.give_floor(self.rows["spoken"], instead_of=None, **by)
        presiding.give_floor(self.rows["speaking"], instead_of=self.rows["spoken"].pk, **by)
        self.rows["paused"] = self._ask(second, "paused")
        presiding.give_floor(self.rows["paused"], instead_of=None, **by)
        presiding.pause(second, expected=self.rows["paused"].pk, **by)
        presiding.close_requests(second, **by)
        self.rows["signal"] = signals.send(first, "fr", "sound", at=MORNING)
        self.rows["event"] = FloorEvent.objects.first()

    def last_step(self):
        """The number of the last step on the floor of the first session that changed a row: no signal did."""
        steps = FloorEvent.objects.filter(floor__session=self.rows["session"]).exclude(act=FloorEvent.Act.SIGNAL)
        return steps.latest("number").number

    def _ask(self, panel, name):
        return ask_for_floor(panel, self.delegations[name], key=uuid4(), through="phone", at=MORNING)

    def _phones(self):
        stranger = self.other.delegations.create(kind="media", **in_six("name", "Stranger"))
        for person, delegation in ((PHONE, self.delegations["waiting"]), (STRANGER, stranger)):
            self.visitors[person] = Client()
            self.join(self.visitors[person], delegation)
        self.rows["device"] = Device.objects.get(seat__delegation=self.delegations["waiting"])

    def _answers(self):
        """A private link that nobody has opened, one that a phone has, and what was proposed by it."""
        links, by = [], {"valid_until": self.now + SOON, "by": None, "at": self.now}
        for speaker in (self.rows["reader"], self.speaker):
            links += AnswerLink.objects.make([speaker], **by)
        (_unopened, self.answer_secret), (self.rows["answer link"], self.opened_secret) = links
        self.open_answer(self.visitors[PHONE])
        self.rows["proposal"] = Proposal.objects.create(
            speaker=self.speaker, field="function", language="en", value="Minister", proposed_at=self.now
        )

    def _readers(self):
        """A reader who has asked to be told of changes, and has not confirmed; and a browser that is told."""
        values = {"email": "reader@mission.example", "language": "fr", "asked_at": self.now, "told_number": 1}
        self.asked = ChangeSubscription(conference=self.dialogue, **values)
        self.asked.renew_secret()
        self.asked.save()
        browser = {"key": "key", "secret": "secret", "language": "fr", "asked_at": self.now, "told_number": 1}
        PushSubscription.objects.create(conference=self.dialogue, endpoint="https://push.example/1", **browser)

    def open_answer(self, client):
        """Let a browser open the page of a speaker."""
        client.post(reverse("programme:answer-link", args=[self.dialogue.slug, self.opened_secret]))

    def join(self, client, delegation):
        """Let a browser take part for a delegation."""
        made = Seat.objects.make([delegation], valid_until=self.now + SOON, by=None, at=self.now)
        client.post(reverse("floor:join", args=[delegation.conference.slug, made[0][1]]))
        return made[0][1]

    def _papers(self):
        self.secret = Seat.objects.make([self.delegations["free"]], valid_until=None, by=None, at=self.now)[0][1]
        booth = [(self.rows["session"], "fr")]
        self.booth_secret = BoothLink.objects.make(booth, valid_until=self.now + SOON, by=None, at=self.now)[0][1]
        self.rows["statement"] = filing.upload(
            self.rows["session"],
            self.delegations["waiting"],
            self.paper(),
            language="en",
            mark="check",
            at=self.now,
        )
        self.rows["pledge"] = Pledge.objects.create(
            conference=self.dialogue, delegation=self.delegations["spoken"], amount=10, announced_on=date(2012, 4, 3)
        )

        self.rows["recording"] = self.rows["session"].recordings.create(
            address="https://media.un.org/b", shown_from=MORNING
        )
        self.rows["anchor"] = self.rows["recording"].anchors.create(intervention=self.rows["speaking"], second=1)

    @staticmethod
    def paper():
        """A file of a statement."""
        writer, out = PdfWriter(), BytesIO()
        writer.add_blank_page(200, 200)
        writer.write(out)
        return SimpleUploadedFile("statement.pdf", out.getvalue())

    def _letters(self):
        self.rows["template"] = self.dialogue.letter_templates.create(kind="confirmation", **in_six("body", "Body"))
        self.rows["letter file"] = self.dialogue.letter_files.create(
            name="note.pdf", file="letters/none", size=1, sha256="0" * 64, uploaded_at=self.now
        )
        self.rows["doubt"] = self.dialogue.doubtful_addresses.create(
            address="c@example.org", reason="Full", noted_at=self.now
        )
        self.rows["letter"] = self.dialogue.letters.create(
            speaker=self.rows["reader"],
            kind="confirmation",
            language="en",
            made_at=MORNING,
            address="b@example.org",
            subject="Subject",
            body="Body",
        )

    def _summaries(self):
        translated, draft = make_summary(self.dialogue, stage="in-translation"), make_summary(self.drafted)
        self.rows |= {"translated summary": translated, "summary": draft}
        self.rows["section"] = draft.sections.get()
        first, second, third = self.rows["section"].paragraphs.order_by("pk")
        table = self.rows["section"].paragraphs.create(position=9, form=Paragraph.Form.TABLE, text_en="Table")
        table.cells.create(row=0, column=0, text_en="Head")
        self.rows |= {"paragraph": first, "second paragraph": second, "draft table": table}
        self.rows["suggestion"] = second.suggestions.create(
            language="en",
            base_text=second.text_en,
            text="Other words",
            by=User.objects.get(username="presidents-office"),
            at=self.now,
        )
        self.rows["comment"] = third.comments.create(text="Look", by=self.root, at=self.now)
        self.rows["release"] = release(self.dialogue)
        self.rows["edition"] = issue(self.dialogue)

    def _texts(self):
        self.rows["text"] = text = Text.objects.of(self.dialogue, "title").get()
        made = {"text": text, "language": "fr", "by": self.root, "at": self.now}
        Version.objects.create(number=1, words="Autrefois", began_at=self.now, **made)
        of_draft = Text.objects.of(self.rows["paragraph"], "text").get()
        before = made | {"text": of_draft, "language": "en"}
        Version.objects.create(number=1, words="Former words", began_at=self.now, **before)
        dismissed = before | {"key": "x", "source_digest": "y", "reason": "z"}
        self.rows["draft dismissal"] = Dismissal.objects.create(**dismissed)
        self.reviser = User.objects.get(username="reviser-fr")
        self.rows["remark"] = Remark.objects.create(words="What is meant?", **made)
        self.rows["dismissal"] = Dismissal.objects.create(key="x", source_digest="y", reason="z", **made)
        self.rows["concept"] = Concept.objects.create(key="concept", conference=self.dialogue)
        self.rows["assignment"] = Assignment.objects.create(
            conference=self.dialogue,
            language="fr",
            person=User.objects.get(username="translator-fr"),
            due_on=self.now.date() + SOON,
            made_by=self.root,
            made_at=self.now,
        )

    def _files(self):
        self._deletion()
        by, at = self.root, self.now
        self.rows["translations"] = store_translations(self.translations(), self.dialogue, by, at)
        self.rows["table"] = upload_table(self.table(), self.dialogue, by, at)
        self.rows["list"] = upload_table(csv_of(["Full name"], ["Somebody New"]), self.dialogue, by, at)
        imported = csv_of(["short_name", "courtesy_title_en"], [self.speaker.slug, "Dr."])
        self.rows["imported table"] = upload_table(imported, self.dialogue, by, at)
        apply_import(self.rows["imported table"], seen=self.seen("imported table"), by=by, at=at)
        other = self.dialogue.speakers.exclude(pk=self.speaker.pk).first()
        self.rows["other speaker"] = other
        for name, speaker in {"imported photographs": self.speaker, "photographs": other}.items():
            row = ImportFile(conference=self.dialogue, kind="photographs", by=by, at=at, name="photographs.zip")
            row.outcome = {"pictures": 1}
            row.file.save("photographs.zip", ContentFile(zip_of(f"{speaker.slug}.jpg")))
            self.rows[name] = row
        seen = self.seen("imported photographs")
        imports.apply_import(PHOTOGRAPHS, self.rows["imported photographs"], seen=seen, by=by, at=at)
        for name, concept in (("glossary", "fund"), ("imported glossary", "report")):
            terms = SimpleUploadedFile("terms.csv", f"concept,en\n{concept},{concept}\n".encode())
            self.rows[name] = store_glossary(terms, conference=self.dialogue, is_shared=True, by=by, at=at)
        for name in ("reference", "imported reference"):
            file, said = SimpleUploadedFile("a.tmx", self.memory()), {"title": name}
            self.rows[name] = store_reference(file, said, conference=self.dialogue, by=by, at=at)
        for name in ("alignment", "undone alignment"):
            said = {"title": name}
            self.rows[name] = store_alignment(
                [plain(ENGLISH), plain(FRENCH)], ("en", "fr"), said, conference=self.dialogue, by=by, at=at
            )
        files = ImportFile.objects.filter(pk=self.rows[name].pk)
        files.update(taken_at=at, undone_at=at, undone_by=by)
        seen = self.seen("imported reference")
        imports.apply_import(REFERENCE, self.rows["imported reference"], seen=seen, by=by, at=at)
        seen = self.seen("imported glossary")
        imports.apply_import(GLOSSARY, self.rows["imported glossary"], seen=seen, by=by, at=at)
        drafted = {"conference": self.drafted, "by": by, "at": at}
        for name in ("draft text", "imported draft text"):
            self.rows[name] = store_pasted("One.\n\nTwo.", "", place=DraftPlace(), **drafted)
        imports.apply_import(DRAFTS, self.rows[name], seen=self.seen(name), by=by, at=at)
        upload = SimpleUploadedFile("schedule.json", self.schedule())
        self.rows["schedule"] = apply.store_upload(upload, conference=self.dialogue, by=by, at=at)
        day = self.dialogue.starts_on.isoformat()
        talk = event(9, date=f"{day}T16:00:00+00:00")
        content = as_json(schedule(days=[(day, {"Curie": [talk]})], acronym="other2012")).getvalue()
        upload = SimpleUploadedFile("schedule.json", content)
        self.rows["imported schedule"] = apply.store_upload(upload, conference=self.dialogue, by=by, at=at)
        seen = self.seen("imported schedule")
        imports.apply_import(SCHEDULE, self.rows["imported schedule"], seen=seen, by=by, at=at)

    def _deletion(self):
        room = self.rows["room of a deletion"] = self.dialogue.rooms.create(**in_six("name", "Room of a deletion"))
        session = make_session(self.dialogue, slug="deleted", room=room)
        facts = {"by": self.root, "at": self.now, "conference": self.dialogue}
        entry = AuditEntry.objects.record(act=AuditEntry.Act.DELETE, subject=session, **facts)
        self.rows["deletion"] = delete_recorded(session, entry)

    def translations(self):
        return filled(self.dialogue, lambda source: f"{source} traduit")

    def memory(self):
        """A reference memory of one text, as TMX."""
        texts = '<tuv xml:lang="en"><seg>One</seg></tuv><tuv xml:lang="fr"><seg>Un</seg></tuv>'
        return f'<tmx version="1.4"><body><tu>{texts}</tu></body></tmx>'.encode()

    def pairs(self):
        """The pairs of the two documents, of which one is left out."""
        first, *others = self.rows["alignment"].options["pairs"]
        return json.dumps([[*first[:2], "left-out"], *others])

    def seen(self, name):
        """The fingerprint of what a preview of a file shows."""
        row = self.rows[name]
        return {
            "translations": lambda: exchange_preview.preview(
                exchange_preview.parsed_file_of(row), self.dialogue, self.root
            ),
            "table": lambda: preview.preview_table(table_of(row), KINDS[row.kind], self.dialogue),
            "imported table": lambda: preview.preview_table(table_of(row), KINDS[row.kind], self.dialogue),
            "photographs": lambda: PHOTOGRAPHS.compare(row, PHOTOGRAPHS.parse(row), self.root),
            "imported photographs": lambda: PHOTOGRAPHS.compare(row, PHOTOGRAPHS.parse(row), self.root),
            "glossary": lambda: GLOSSARY.compare(row, GLOSSARY.parse(row), self.root),
            "imported glossary": lambda: GLOSSARY.compare(row, GLOSSARY.parse(row), self.root),
            "reference": lambda: REFERENCE.compare(row, REFERENCE.parse(row), self.root),
            "imported reference": lambda: REFERENCE.compare(row, REFERENCE.parse(row), self.root),
            "draft text": lambda: DRAFTS.compare(row, DRAFTS.parse(row), self.root),
            "imported draft text": lambda: DRAFTS.compare(row, DRAFTS.parse(row), self.root),
            "schedule": lambda: preview_schedule(apply.parsed_schedule(row), self.dialogue),
            "imported schedule": lambda: preview_schedule(apply.parsed_schedule(row), self.dialogue),
        }[name]().fingerprint

    def seen_undo(self, name, kind):
        """The token of what the page that undoes an import shows."""
        row = ImportFile.objects.get(pk=self.key(name))
        return plan_undo(kind, row, self.root).shown.token

    def seen_suggestions(self):
        """The token of what the list of suggestions shows."""
        return shown_in(readings_of(self.rows["summary"], self.root), self.rows["summary"]).token

    def seen_suggestion(self):
        return read(self.rows["suggestion"], self.rows["summary"]).shown.token

    def seen_pair(self):
        """The token of what the page shows on which two speakers are merged."""
        kept, other = (Speaker.objects.get(pk=self.key(name)) for name in ("speaker", "other speaker"))
        return plan_merge(kept, other).shown.token

    def seen_deletion(self):
        """The token of what the page shows that restores what was deleted."""
        return Restoring(RecordedAct.objects.get(pk=self.key("deletion"))).plan().shown.token

    def _exchange_preview(self, row):
        return exchange_preview.preview(exchange_preview.parsed_file_of(row), self.dialogue, self.root)

    def shown(self, name):
        """The token of what the page of an act shows before it is confirmed."""
        current = Conference.objects.get(pk=self.dialogue.pk)
        shown = {
            "release": lambda: plan_of(current).shown,
            "clone": lambda: clone_shown_of(current),
            "invitations": self._invitations,
            "proposals": self._proposals,
            "letters": lambda: shown_letters(
                [self.rows["letter"]], reasons_to_hold(self.dialogue, [self.rows["letter"]])
            ),
        }
        return shown[name]().token

    def _proposals(self):
        return shown_proposals(compared(self.speaker, [self.rows["proposal"]], None))

    def _invitations(self):
        possible = possible_recipients(self.dialogue, "invitation")
        return possible.shown(possible.speakers)

    @staticmethod
    def table():
        return csv_of(["short_name", "name_en"], ["", "Somebody New"])

    @staticmethod
    def schedule():
        return as_json(schedule(event(1))).getvalue()

    def _rest(self):
        self.rows["room"] = self.dialogue.rooms.create(**in_six("name", "Room"))
        self.rows["practical section"] = self.dialogue.practical_sections.create(
            heading="visas", **in_six("text", "Visas")
        )
        self.rows["document"] = self.dialogue.documents.create(**in_six("title", "Note"))
        self.rows["second document"] = self.dialogue.documents.create(position=1, **in_six("title", "Second note"))
        self.rows["second room"] = self.dialogue.rooms.create(position=1, **in_six("name", "Second"))
        self.rows["group"] = self.dialogue.groups.create(**in_six("name", "Group"))
        self.rows["speaking time"] = self.dialogue.speaking_times.create(kind="group", time=timedelta(minutes=5))
        self.rows["second group"] = self.dialogue.groups.create(position=1, **in_six("name", "Second"))
        self.rows["state"] = State.objects.create(iso3="FRA", iso2="FR", m49="250", status="member", region="europe")
        self.rows["conference"] = Conference.objects.get(slug="empty")
        self.rows |= {"entry": AuditEntry.objects.first(), "role": Group.objects.first()}
        self.rows["colleague"] = colleague = make_member("note-taker", "colleague", on=[self.dialogue])
        Invitation.objects.create(user=colleague, by=self.root, language="fr", sent_at=self.now)
        self.rows["user"] = User.objects.get(username="visitor")
        Conference.objects.filter(pk=self.dialogue.pk).update(title_es="Otro")  # since it was released

    def key(self, name):
        return self.rows[name].pk

    def samples(self):
        """The keys of rows that an address may name, for addresses that are in no table of acts."""
        names = ("text", "concept", "letter", "room")
        found = {name: self.key(name) for name in names} | {"link": self.key("answer link")}
        return found | dict.fromkeys(["object_id", "id"], self.key("conference"))
