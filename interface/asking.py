"""Words of a question that say that something is asked, and not what it is about.

Help, the search and *who to ask* leave them out of what was typed, each with some of its own.
"""

from __future__ import annotations

_ASKING = """
a about an and are as at be by can could do does for from get has have help how i in is me my of on
or our please should that the their there this to us we what when where which who whom with would
you
"""
ASKING = frozenset(_ASKING.split())
_IN_SENTENCES = """
been did give had if into it its need one shall so some tell them they up want was why will work
your
"""
# With what sentences are made of besides, where no name is looked for among them
IN_SENTENCES = ASKING | frozenset(_IN_SENTENCES.split())
