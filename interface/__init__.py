"""How pages are built: forms, paging, filters, exports, charts, template tags.

Imports no other app of the project. Where it needs one, it relies on a name
only (`queryset.visible_to(user)`, `record.visibility`).
"""
