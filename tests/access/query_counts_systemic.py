"""How many queries pages of systemic barriers take: as ``query_counts``."""

COUNTS: dict[str, tuple[int, ...]] = {
    "GET systemic answered_systemic": (11, 5),
    "GET systemic systemic": (11,),
    "GET systemic_accept systemic_offer": (11,),
    "GET systemic_add": (6,),
    "GET systemic_answer systemic": (6,),
    "GET systemic_barriers": (7, 4),
    "GET systemic_barriers?format=csv": (6, 3),
    "GET systemic_barriers?q=cause&lever=law&status=gathered&answer=no&sort=recorded": (6, 3),
    "GET systemic_barriers?status=no-such-status": (4, 1),
    "GET systemic_brief answered_systemic": (11, 5),
    "GET systemic_brief answered_systemic?format=txt": (11, 5),
    "GET systemic_decline systemic_offer": (11,),
    "GET systemic_edit systemic": (8,),
    "GET systemic_history systemic": (6,),
    "GET systemic_laws": (7, 4),
    "GET systemic_laws?format=csv": (6, 3),
    "GET systemic_members systemic": (18,),
}
