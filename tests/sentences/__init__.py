"""A catalogue of the sentences that the product makes: where each stands, and what became of it.

``python -m tests.sentences`` prints it for whoever reads them (docs/testing.md).
"""
