"""Words that somebody typed into a search box, as a query of the text search."""

import re

from django.contrib.postgres.search import SearchQuery

# PostgreSQL reads "-" as "not", also where no word follows, and refuses more than 32 of them in a
# row ("tsquery stack too small").
_NOT_BEFORE_A_WORD = re.compile(r'-(?!["\w])')


def typed_words(text: str) -> SearchQuery:
    """Returns the English query of what was typed: words, "phrases", or, -without.

    Whatever was typed, the database can read it.
    """
    readable = _NOT_BEFORE_A_WORD.sub(" ", text)
    return SearchQuery(readable, search_type="websearch", config="english")
