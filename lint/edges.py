"""Where a template can end a line though no space stood there: where each way through its tags is at a block's edge."""

import re

THROUGH = re.compile(r"\{#|<input type=\"hidden\"|\{%\s*(load|csrf_token|with|endwith)\b|\{%\s*\w+\b.*\sas \w+\s*%\}")
BRANCH = re.compile(r"\{%\s*(if|elif|else|endif|for|empty|endfor)\b")
OPENS, CLOSES = ("if", "for"), ("endif", "endfor")


def at_edges(pieces):
    """The numbers of the pieces before which a space is seen by nobody. A piece is (text, kind), its kind an edge's:
    "both", "start", "end", or "" for what is no tag of a block."""
    before = states(pieces, OPENS, CLOSES, "start")
    after = states(pieces[::-1], CLOSES, OPENS, "end")[::-1]
    return [number for number in range(len(pieces) + 1) if before[number] or after[number]]


def states(pieces, opens, closes, side):
    """Whether what comes before each piece is an edge, and lastly what comes before the end, read in one direction."""
    again = {}  # of each loop, whether its turns end at an edge: thought so until one is seen that doesn't
    while True:
        found, refuted = passage(pieces, opens, closes, side, again)
        if not refuted:
            return found
        again.update(dict.fromkeys(refuted, False))


def passage(pieces, opens, closes, side, again):
    state, found, stack, refuted = False, [], [], []
    for number, (text, kind) in enumerate(pieces):
        found.append(state)
        branch = BRANCH.match(text)
        if not branch:
            state = edge_after(text, kind, side, state)
        elif branch[1] in opens:
            stack.append({"number": number, "before": state, "ends": [], "is_whole": False})
            loops = branch[1].endswith("for")
            state = state and (not loops or again.get(number, True))
        elif branch[1] in closes:
            way = stack.pop()
            way["ends"].append(state)
            if branch[1].endswith("for") and not all(way["ends"]) and again.get(way["number"], True):
                refuted.append(way["number"])
            state = all([*way["ends"], way["is_whole"] or way["before"]])
        else:
            way = stack[-1]
            way["ends"].append(state)
            way["is_whole"] |= branch[1] == "else"
            state = way["before"] and again.get(way["number"], True)
    return [*found, state], refuted


def edge_after(text, kind, side, state):
    if kind in ("both", side):
        return True
    if not kind and not text.startswith(("<", "{")):
        return text[-1 if side == "start" else 0].isspace()
    return state and bool(THROUGH.match(text))
