"""XLIFF 1.2 whose empty targets are filled with the sources, as OmegaT 3.6 and others like it show what to translate.

Such a target says that it is new, and counts as not translated when the file comes back with it.
"""

from functools import partial

from translation.exchange import xliff12

write = partial(xliff12.write, fills_targets=True)
