"""Files that people send, read as tables: in a process of its own that stops at limits.

A view takes its *turn*, and reads in it:

    with turn(request.user.pk) as read:
        tables = read(file.read(LIMITS.sent + 1), file.name)

The child process imports this package, so nothing here imports Django but ``process``.
"""
