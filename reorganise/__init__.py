"""Reorganisation of places and merging of bodies held twice: what moves, the preview, the undo.

``rules`` says what becomes of every reference to a place or body. ``journal`` writes down each row
that a plan moves, as it is before and after; carrying out applies the journal, undoing reads it
backwards, and a preview is the journal that is never applied: so the three cannot disagree.
"""
