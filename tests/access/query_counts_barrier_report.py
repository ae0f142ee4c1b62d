"""How many queries each part of the barrier report takes: as ``query_counts``."""

COUNTS: dict[str, tuple[int, ...]] = {
    "GET barrier_report": (13, 10),
    "GET barrier_report?category=data-sharing": (13, 10),
    "GET barrier_report?format=csv": (12, 9),
    "GET barrier_report?rows=unitary": (14, 11),
    "GET barrier_report?rows=body&columns=age": (14, 11),
    "GET barrier_report?columns=no-such-columns": (7, 4),
    "GET barrier_report?show=months": (7, 4),
    "GET barrier_report?show=outcomes": (9, 6),
    "GET barrier_report?show=time": (8, 4),
    "GET barrier_report?show=standing": (10, 7),
    "GET barrier_report?show=months&format=csv": (7, 4),
    "GET barrier_report?show=outcomes&format=csv": (9, 6),
    "GET barrier_report?show=time&format=csv": (8, 4),
    "GET barrier_report?show=standing&format=csv": (10, 7),
    "GET barriers?stage=design&age=over-2-years&asked=heard&logged=2026-03": (8, 3),
    "GET barriers?lever=law&outcome=helped&took=known&closed=2026": (8, 5),
}
