"""How many queries pages of sources take: as ``query_counts``."""

COUNTS: dict[str, tuple[int, ...]] = {
    "GET source source": (7, 4),
    "GET source source?kind=figures": (10, 6),
    "GET source typed_source": (15, 6),
    "GET source withdrawn_source": (15, 6),
    "GET source_edit source": (7,),
    "GET source_edit typed_source": (12,),
    "GET source_history typed_source": (6,),
    "GET source_history withdrawn_source": (6,),
    "GET source_withdraw typed_source": (12,),
    "GET sources": (5, 2),
    "GET sources?q=guidance": (5, 2),
}
