"""What the dictionaries of a PDF may say: kinds of actions, annotations and links, and nothing from elsewhere."""

import re

from conference.inspection.findings import Found

# Keys with which a PDF holds a script, another file, a form that is a program, or media with a player.
_KEYS = {
    "/JavaScript": "script",
    "/JS": "script",
    "/EmbeddedFiles": "file",
    "/EF": "file",
    "/Collection": "file",
    "/XFA": "form",
    "/RichMedia": "media",
    "/RichMediaContent": "media",
}
_TYPES = {"/EmbeddedFile": "file", "/Filespec": "file", "/F": "file", "/Rendition": "media", "/MediaClip": "media"}
# These names mean an action wherever they stand; the others (as /Hide or /Named) are judged where an action can be.
_ACTIONS = set(
    "/JavaScript /Launch /GoToR /GoToE /SubmitForm /ResetForm /ImportData /Rendition /Movie /Sound /SetOCGState "
    "/GoTo3DView /RichMediaExecute".split()
)
_ANNOTATIONS = set(
    "/Link /Text /FreeText /Highlight /Underline /Squiggly /StrikeOut /Line /Square /Circle /Polygon /PolyLine /Stamp "
    "/Caret /Ink /Popup".split()
)
_ACTING_ANNOTATIONS = set("/Screen /Movie /Sound /FileAttachment /RichMedia /3D /Widget /Projection".split())
_LINK = re.compile("(?:https?|mailto):", re.IGNORECASE)


class Judge:
    """Raises Found at what is not allowed; `versions(value)` gives all that a reference may mean."""

    def __init__(self, versions):
        self.versions = versions

    def check(self, found, is_stream):
        for key, code in _KEYS.items():
            if key in found:
                raise Found(code, key)
        self._check_names(found)
        self._check_addresses(found, is_stream)
        for key in ("/A", "/PA", "/Next"):
            if key in found:
                self._check_actions(found[key])
        if "/OpenAction" in found:
            self._check_actions(found["/OpenAction"], on_opening=True)
        for actions in self._dictionaries(found, "/AA"):
            for key in actions:
                self._check_automatic(actions, key)
        if "/Annots" in found:
            self._check_annotations(found["/Annots"])

    def _dictionaries(self, found, key):
        return [value for value in self.versions(found.get(key)) if isinstance(value, dict)]

    def _names(self, found, key):
        return {value for value in self.versions(found.get(key)) if isinstance(value, str)}

    def _check_names(self, found):
        for kind in self._names(found, "/Type") & set(_TYPES):
            raise Found(_TYPES[kind], kind)
        for action in self._names(found, "/S") & _ACTIONS:
            raise Found("script" if action == "/JavaScript" else "action", action)
        for subtype in self._names(found, "/Subtype"):
            if subtype == "/PS":
                raise Found("script", subtype)
            if subtype in _ACTING_ANNOTATIONS or ("/Rect" in found and subtype not in _ANNOTATIONS):
                raise _annotation(subtype)

    def _check_addresses(self, found, is_stream):
        """The content of a stream, or of a form that stands for a page of another file, lies in this file."""
        if is_stream and {"/F", "/Ref", "/OPI"} & set(found):
            raise Found("elsewhere")
        for addresses in self._dictionaries(found, "/URI"):
            for base in self.versions(addresses.get("/Base")):
                check_link(base)

    def _check_actions(self, value, on_opening=False):
        """Refuse an action that is not allowed, alone or in a list, with those that follow it.

        What is no action has no kind: a place in the document, or attributes of a structure.
        """
        waiting, seen = [value], set()
        while waiting:
            for found in self.versions(waiting.pop()):
                if id(found) in seen:
                    continue
                seen.add(id(found))
                if isinstance(found, list):
                    waiting.extend(found)
                elif isinstance(found, dict) and "/S" in found:
                    self._check_action(found, on_opening)
                    waiting.append(found.get("/Next"))

    def _check_action(self, action, on_opening):
        self._check_names(action)
        kinds = self._names(action, "/S")
        if kinds == {"/GoTo"} and not {"/F", "/Win"} & set(action):
            return
        if on_opening:
            raise Found("automatic", " ".join(kinds))
        if kinds != {"/URI"}:
            raise Found("action", " ".join(kinds))
        for address in self.versions(action.get("/URI")):
            check_link(address)

    def _check_automatic(self, actions, key):
        """Actions that start by themselves: on opening or turning a page, on printing."""
        for action in self._dictionaries(actions, key):
            if "/S" in action:
                raise Found("automatic", " ".join(self._names(action, "/S")))

    def _check_annotations(self, value):
        lists = [each for each in self.versions(value) if isinstance(each, list)]
        for annotation in [found for each in lists for one in each for found in self.versions(one)]:
            if isinstance(annotation, dict):
                for subtype in self._names(annotation, "/Subtype") - _ANNOTATIONS or ():
                    raise _annotation(subtype)


def check_link(address):
    """Refuse an address to which a click leads, unless it is of the web or of mail."""
    text = address.decode("latin-1") if isinstance(address, bytes) else ""
    if not _LINK.match(text):
        raise Found("link", text)


def _annotation(subtype):
    return Found("form" if subtype == "/Widget" else "annotation", subtype)
