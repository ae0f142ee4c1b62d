from __future__ import annotations

from django.urls import path

from funding.ending import pages, write_pages

OF_FLOW = "funding/flows/<int:pk>/ending/"
ONE = "funding/at-risk/<int:pk>/"

urlpatterns = [
    path("funding/ending/", pages.MoneyEnding.as_view(), name="money_ending"),
    path(OF_FLOW, pages.FlowEnding.as_view(), name="flow_ending"),
    path(f"{OF_FLOW}edit/", write_pages.ChangeEnding.as_view(), name="flow_ending_edit"),
    path(f"{OF_FLOW}history/", write_pages.EndingHistory.as_view(), name="flow_ending_history"),
    path(f"{OF_FLOW}at-risk/add/", write_pages.AddAtRisk.as_view(), name="at_risk_add"),
    path(ONE, write_pages.AtRiskPage.as_view(), name="at_risk"),
    path(f"{ONE}edit/", write_pages.ChangeAtRisk.as_view(), name="at_risk_edit"),
    path(f"{ONE}history/", write_pages.AtRiskHistory.as_view(), name="at_risk_history"),
    path(f"{ONE}withdraw/", write_pages.WithdrawAtRisk.as_view(), name="at_risk_withdraw"),
]
