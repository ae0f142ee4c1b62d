"""Asking the body that could unlock a barrier: the clock, the answers, the rungs, the links."""
