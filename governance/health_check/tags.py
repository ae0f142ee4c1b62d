"""What partners said of a partnership last, beside its members."""

from __future__ import annotations

from typing import Any

from django import template

from governance.health_check.latest import latest_of

register = template.Library()


@register.inclusion_tag("governance/health_check/_latest.html", takes_context=True)
def latest_health(context: dict[str, Any], record: Any) -> dict[str, Any]:
    """The newest health checks of a partnership that this reader sees."""
    return {"latest": latest_of(context["user"], [record]).get(record.pk, [])}
