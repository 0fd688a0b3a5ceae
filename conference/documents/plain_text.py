"""A document as plain text: UTF-8, one line for each paragraph, with its number first."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from conference.documents.characters import fit, one_line
from conference.documents.document import EntryBlock, HeadingBlock, NoteBlock, ParagraphBlock, TableBlock, between_marks
from conference.documents.emphasis import runs

BULLET = "•"
CELLS = " | "  # between the cells of a row
INDENT = "  "  # before a heading of a lower level among the contents
QUOTED = "    "  # before a quotation that is set off


def plain_text_of(document):
    """The bytes of a document as plain text."""
    blocks = [
        *([_masthead(document.masthead)] if document.masthead else []),
        [_title(document), document.subtitle],
        *([note.text] for note in document.notes),
        _contents(document),
    ]
    for block in document.blocks_in_order():
        if isinstance(block, ParagraphBlock) and block.depth:
            blocks[-1] = [*blocks[-1], *_lines(block)]  # a sub-paragraph follows its paragraph without a blank line
        else:
            blocks.append(_lines(block))
    blocks.append([f"{_note_mark(note)} {_note_words(note)}" for note in document.footnotes()])
    shown = ("\n".join(one_line(line) for line in lines if line) for lines in blocks)
    return (fit("\n\n".join(text for text in shown if text)) + "\n").encode()


def _masthead(head):
    return [head.organization, head.organ, head.symbol, *head.facts, *head.below]


def _title(document):
    marks = (f"{between_marks(note.mark)}{note.mark}" for note in document.title_notes[1:])
    return "".join([document.title, *(note.mark for note in document.title_notes[:1]), *marks])


def _contents(document):
    """The headings, those of a lower level set in; plain text has no pages."""
    headings = document.contents()
    with override(document.language.code):
        title = [_("Contents")] if headings else []
    return title + [INDENT * (block.level - 1) + f"{block.mark} {block.text}".strip() for block in headings]


def _note_mark(note):
    """How a footnote is referred to: "[3]", "*"."""
    number = note.mark.strip("()")
    return f"[{number}]" if number.isdecimal() else number


def _note_words(note):
    return "".join(_with_address(run) for run in runs(note.text) if not run.note)


def _words(block):
    """The text of a paragraph with the numbers of its footnotes."""
    return "".join(_marked(run, block.notes) for run in runs(block.text))


def _cells(row, notes):
    return ["".join(_marked(run, notes) for run in runs(cell.text)) for cell in row]


def _marked(run, notes):
    return _note_mark(notes[run.note]) if run.note in notes else _with_address(run)


def _with_address(run):
    """The words of a run, and behind those of a link its address."""
    return f"{run.text} <{run.link}>" if run.link not in ("", run.text) else run.text


def _lines(block):
    match block:
        case HeadingBlock():
            return [f"{block.mark} {block.text}".strip()]
        case ParagraphBlock():
            return [QUOTED * block.is_quotation + f"{block.mark} {_words(block)}".strip()]
        case TableBlock():
            head = [block.mark, "".join(_marked(run, block.notes) for run in runs(block.title))]
            return [*head, *(CELLS.join(_cells(row, block.notes)) for row in block.rows)]
        case EntryBlock():
            return [block.when, block.kind, block.title, *block.lines, *_list_lines(block)]
        case NoteBlock():
            return [block.text]


def _list_lines(entry):
    for each in entry.lists:
        yield each.label
        yield from (f"{mark or BULLET} {item.words}" for mark, item in each.marked_items())
