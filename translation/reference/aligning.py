"""Aligning two documents that exist: upload, correction of the pairs, and the step to the preview of a memory."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from conference.files.uploads import name_of
from conference.imports.apply import refuse_imported
from conference.imports.files import keep_upload
from conference.models import Conference, ImportFile, User
from conference.posted import INCOMPLETE
from conference.refusals import Overtaken, Refusal
from translation.reference.aligned_file import ALIGNED, Documents, documents_of, pairs_in, written
from translation.reference.pairing import Pair, PairState, pairs_of, side_of
from translation.reference.two_documents import paragraphs_of

FEWEST_SURE = 3  # of which one pair must be sure, or the documents do not correspond: of two that do, nearly all are


def store_alignment(
    files: Sequence[File],
    languages: Sequence[str],
    options: Mapping[str, str],
    *,
    conference: Conference,
    by: User,
    at: datetime,
) -> ImportFile:
    """Keep two documents as an alignment to be corrected; Refusal says in one sentence why they cannot be aligned.

    `options` are those of `kind.store_upload`.
    """
    if languages[0] == languages[1]:
        raise Refusal(_("Choose two different languages."))
    found = [paragraphs_of(file, code) for file, code in zip(files, languages, strict=True)]
    sides = [side_of(paragraphs, code) for paragraphs, code in zip(found, languages, strict=True)]
    pairs = pairs_of(*sides)
    if FEWEST_SURE * sum(state == PairState.SURE for *__, state in pairs) < len(pairs):
        raise Refusal(
            _("The two documents do not correspond: few paragraphs of one fit the other by length and figures.")
        )
    names = [name_of(file) for file in files]
    kept = written(Documents(sides[0], sides[1], tuple(pairs)), list(zip(names, map(_content, files), strict=True)))
    return _keep(kept, " + ".join(names), {**options}, pairs, conference=conference, by=by, at=at)


def _content(file: File) -> bytes:
    file.seek(0)
    content: bytes = file.read()
    return content


def _keep(
    content: bytes,
    name: str,
    options: Mapping[str, object],
    pairs: Sequence[Pair],
    *,
    conference: Conference,
    by: User,
    at: datetime,
) -> ImportFile:
    return keep_upload(
        ContentFile(content, name=name),
        ImportFile.Kind.REFERENCE,
        ending="zip",
        conference=conference,
        by=by,
        at=at,
        outcome={"format": ALIGNED, "texts": len(pairs)},
        options={**options, "pairs": pairs, "version": 0, "is_looked_at": False},
    )


def save_pairs(import_file: ImportFile, sent: str, base_version: str) -> int:
    """Keep the pairs as a page sent them, as JSON; returns the number of the change.

    Raises Overtaken where they were changed since the version on which these rest, and Refusal where they are not whole
    or the memory is imported already.
    """
    try:
        pairs = documents_of(import_file).checked(json.loads(sent))
    except (ValueError, RecursionError):
        raise Refusal(INCOMPLETE) from None
    with transaction.atomic():
        row = ImportFile.objects.select_for_update(of=("self",)).get(pk=import_file.pk)
        refuse_imported(row)
        if pairs != pairs_in(row):
            if str(row.options["version"]) != base_version:
                words = _("The pairs were changed in the meantime, by a colleague or in another window.")
                raise Overtaken(words, current=json.dumps(row.options["pairs"]), own=sent)
            row.options |= {"pairs": pairs, "version": row.options["version"] + 1, "is_looked_at": False}
            row.save(update_fields=["options"])
        version: int = row.options["version"]
    return version


def look_at(import_file: ImportFile) -> None:
    """Go on to the preview of the memory; a change of the pairs leads back to them."""
    with transaction.atomic():
        row = ImportFile.objects.select_for_update(of=("self",)).get(pk=import_file.pk)
        if not row.taken_at and not row.options["is_looked_at"]:
            row.options["is_looked_at"] = True
            row.save(update_fields=["options"])


def again(import_file: ImportFile, *, by: User, at: datetime) -> ImportFile:
    """Keep an alignment whose import was undone anew, with its pairs as they were corrected, and return it."""
    if not import_file.undone_at:
        raise Refusal(_("These pairs are corrected after their import is undone."))
    with import_file.file.open("rb") as file:
        content = file.read()
    facts = {"conference": import_file.conference, "by": by, "at": at}
    return _keep(content, import_file.name, import_file.options, pairs_in(import_file), **facts)
