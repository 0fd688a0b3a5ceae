"""A document as plain text: UTF-8, one line for each paragraph, with its number first."""

from conference.documents.characters import fit, one_line
from conference.documents.document import EntryBlock, HeadingBlock, NoteBlock, ParagraphBlock
from conference.documents.emphasis import without_marks

BULLET = "•"


def plain_text_of(document):
    """The bytes of a document as plain text."""
    blocks = [
        *([_masthead(document.masthead)] if document.masthead else []),
        [document.title, document.subtitle],
        *([note.text] for note in document.notes),
    ]
    for block in document.blocks_in_order():
        if isinstance(block, ParagraphBlock) and block.depth:
            blocks[-1] = [*blocks[-1], *_lines(block)]  # a sub-paragraph follows its paragraph without a blank line
        else:
            blocks.append(_lines(block))
    shown = ("\n".join(one_line(line) for line in lines if line) for lines in blocks)
    return (fit("\n\n".join(text for text in shown if text)) + "\n").encode()


def _masthead(head):
    return [head.organization, head.organ, head.symbol, *head.facts, *head.below]


def _lines(block):
    match block:
        case HeadingBlock():
            return [f"{block.mark} {block.text}".strip()]
        case ParagraphBlock():
            return [f"{block.mark} {without_marks(block.text)}".strip()]
        case EntryBlock():
            return [block.when, block.kind, block.title, *block.lines, *_list_lines(block)]
        case NoteBlock():
            return [block.text]


def _list_lines(entry):
    for each in entry.lists:
        yield each.label
        yield from (f"{mark or BULLET} {item.words}" for mark, item in each.marked_items())
