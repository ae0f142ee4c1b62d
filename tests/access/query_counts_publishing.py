"""How many queries pages of making barriers public take: as ``query_counts``."""

COUNTS: dict[str, tuple[int, ...]] = {
    "GET barrier published_barrier": (29, 20),
    "GET barrier_brief published_barrier": (24, 16),
    "GET barrier_publish named_barrier": (14,),
    "GET publication publication": (17,),
    "GET publication waiting_publication": (17,),
    "GET publication_agree waiting_publication": (14,),
    "GET publication_object publication": (13,),
    "GET publication_reply publication": (13,),
    "GET publication_withdraw publication": (13,),
    "GET publications": (7,),
    "GET publications?format=csv": (10,),
    "GET publications?state=no-such-state": (3,),
    "GET publications?whose=ours&state=waiting": (7,),
    "GET publishing_pause_add": (4,),
    "GET publishing_pauses": (5,),
}
