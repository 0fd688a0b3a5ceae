"""Writing a reference memory with all its texts."""

from datetime import date, datetime

from django.db import transaction

from conference.languages import columns_by_code
from conference.models import ImportFile, User
from translation.models import ReferenceMemory, ReferenceUnit
from translation.models.reference import WORDS
from translation.reference.tmx_memory import MemoryFile
from translation.units import OnProgress

BATCH = 2_000  # rows at a time, in a transaction of their own: for so long SQLite lets nobody else write


def write_units(
    import_file: ImportFile, parsed: MemoryFile, *, by: User, at: datetime, on_progress: OnProgress | None
) -> None:
    """Writes what can be imported of a file, as a memory that is not ready yet; one that was left so is replaced."""
    ReferenceMemory.objects.filter(import_file=import_file, is_ready=False).delete()
    options, units, names = import_file.options, parsed.new, columns_by_code(WORDS)
    memory = ReferenceMemory.objects.create(
        conference=None if options.get("scope") else import_file.conference,
        title=options["title"],
        dated=date.fromisoformat(options["dated"]) if options.get("dated") else None,
        languages=parsed.languages(),
        size=len(units),
        import_file=import_file,
        by=by,
        at=at,
    )
    for start in range(0, len(units), BATCH):
        some = units[start : start + BATCH]
        rows = [
            ReferenceUnit(memory=memory, number=unit.number, **{names[code]: text for code, text in unit.texts})
            for unit in some
        ]
        with transaction.atomic():
            ReferenceUnit.objects.bulk_create(rows)
        if on_progress:
            on_progress(start + len(some), len(units))


def make_ready(import_file: ImportFile) -> ReferenceMemory:
    """Makes the memory whose units were written an offered one; returns it."""
    memory = ReferenceMemory.objects.select_for_update().get(import_file=import_file)
    memory.is_ready = True
    memory.save(update_fields=["is_ready"])
    return memory
