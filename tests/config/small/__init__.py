"""A small project that the demo's set-up makes ready in a second; it can be cut off anywhere.

test_cut_off.py copies it, changes its code and starts it. Its one app is called `small`.
"""
