"""What is passed on from what in a file, row by row."""

from __future__ import annotations

from funding.exchange.chains import Chains


def test_a_long_chain_costs_no_more_than_its_rows() -> None:
    """Forwards, backwards and from the middle: each step is short."""
    for order in (
        range(1, 20_001),
        range(20_000, 0, -1),
        [*range(1, 20_001, 2), *range(2, 20_001, 2)],
    ):
        chains = Chains()
        assert not any(chains.closes(str(at), str(at - 1)) for at in order)
        assert chains.closes("0", "20000")
