"""Writing a reference memory with all its texts."""

from datetime import date, datetime

from conference.languages import columns_by_code
from conference.models import ImportFile, User
from translation.models import ReferenceMemory, ReferenceUnit
from translation.models.reference import WORDS
from translation.reference.tmx_memory import MemoryFile
from translation.units import OnProgress

BATCH = 2_000  # rows at a time: 50,000 take less than two seconds, for which SQLite lets nobody else write


def write_memory(
    import_file: ImportFile, parsed: MemoryFile, *, by: User, at: datetime, on_progress: OnProgress | None
) -> ReferenceMemory:
    """Writes what can be imported of a file, in the transaction of the caller; returns the memory."""
    options, units = import_file.options, parsed.new
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
    names = columns_by_code(WORDS)
    for start in range(0, len(units), BATCH):
        some = units[start : start + BATCH]
        ReferenceUnit.objects.bulk_create(
            ReferenceUnit(memory=memory, number=unit.number, **{names[code]: text for code, text in unit.texts})
            for unit in some
        )
        if on_progress:
            on_progress(start + len(some), len(units))
    return memory
