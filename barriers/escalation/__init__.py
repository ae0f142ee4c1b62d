"""Escalating a barrier to the body that could unlock it: the clock, the answers, the links."""
