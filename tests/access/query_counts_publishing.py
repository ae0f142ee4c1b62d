"""How many queries pages of making barriers public take: as ``query_counts``."""

COUNTS: dict[str, tuple[int, ...]] = {
    "GET barrier published_barrier": (30, 21),
    "GET barrier_brief published_barrier": (25, 17),
    "GET barrier_publish named_barrier": (21,),
    "GET publication publication": (24,),
    "GET publication waiting_publication": (24,),
    "GET publication_agree waiting_publication": (21,),
    "GET publication_object publication": (20,),
    "GET publication_reply publication": (20,),
    "GET publication_withdraw publication": (20,),
    "GET publications": (7,),
    "GET publications?format=csv": (10,),
    "GET publications?state=no-such-state": (3,),
    "GET publications?whose=ours&state=waiting": (7,),
    "GET publishing_pause_add": (4,),
    "GET publishing_pauses": (5,),
}
