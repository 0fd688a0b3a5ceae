"""A paper as plain text: UTF-8, a line for each paragraph, numbers in front, nothing added to what it says."""

from conference.documents.characters import fit, one_line
from conference.documents.document import Entry, Heading, Note, Paragraph
from conference.documents.emphasis import without_marks


def plain_of(paper):
    """The bytes of a paper as plain text."""
    blocks = [
        *([_masthead(paper.masthead)] if paper.masthead else []),
        [paper.title, paper.subtitle],
        *([note.text] for note in paper.notes),
    ]
    for block in paper.blocks:
        if isinstance(block, Paragraph) and block.depth:
            blocks[-1] = [*blocks[-1], *_lines(block)]  # a part stands right below what it is a part of
        else:
            blocks.append(_lines(block))
    shown = ("\n".join(one_line(line) for line in lines if line) for lines in blocks)
    return (fit("\n\n".join(text for text in shown if text)) + "\n").encode()


def _masthead(head):
    return [head.organization, head.organ, head.symbol, head.distribution, head.date, head.original, *head.below]


def _lines(block):
    match block:
        case Heading():
            return [f"{block.mark} {block.text}".strip()]
        case Paragraph():
            return [f"{block.mark} {without_marks(block.text)}".strip()]
        case Entry():
            return [block.when, block.title, *block.lines]
        case Note():
            return [block.text]
