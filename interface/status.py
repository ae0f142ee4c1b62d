"""Which shape a status word takes: shape, then word, then colour.

The words are those of the design; a word that is not here gets the calm
filled dot, so a new status is readable before anyone styles it.
"""

SHAPES = {
    "good": ("on track", "resolved", "accepted", "done", "answered", "confirmed"),
    "some": ("some problems", "being worked on", "late", "overdue", "question asked"),
    "help": ("needs help", "escalated", "declined"),
    "early": (
        "too early to say",
        "needs an owner",
        "not known",
        "proposed",
        "setting up",
        "not stated",
        "untested",
        "none agreed",
        "draft",
        "follow-up",
    ),
    "done": (
        "closed",
        "stopped",
        "ended",
        "withdrawn",
        "no action possible for now",
        "closed unresolved",
        "no change",
    ),
}
_SHAPE_OF = {word: shape for shape, said in SHAPES.items() for word in said}


def shape_of(word: str) -> str:
    """The class of a status word: good, some, help, early, done, or "" (calm)."""
    return _SHAPE_OF.get(str(word).strip().lower(), "")
