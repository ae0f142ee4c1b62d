from __future__ import annotations

from django.urls import path

from funding.ending import views, write_views

OF_FLOW = "funding/flows/<int:pk>/ending/"
ONE = "funding/at-risk/<int:pk>/"

urlpatterns = [
    path("funding/ending/", views.MoneyEnding.as_view(), name="money_ending"),
    path(OF_FLOW, views.FlowEnding.as_view(), name="flow_ending"),
    path(f"{OF_FLOW}edit/", write_views.ChangeEnding.as_view(), name="flow_ending_edit"),
    path(f"{OF_FLOW}history/", write_views.EndingHistory.as_view(), name="flow_ending_history"),
    path(f"{OF_FLOW}at-risk/add/", write_views.AddAtRisk.as_view(), name="at_risk_add"),
    path(ONE, write_views.AtRiskPage.as_view(), name="at_risk"),
    path(f"{ONE}edit/", write_views.ChangeAtRisk.as_view(), name="at_risk_edit"),
    path(f"{ONE}history/", write_views.AtRiskHistory.as_view(), name="at_risk_history"),
    path(f"{ONE}withdraw/", write_views.WithdrawAtRisk.as_view(), name="at_risk_withdraw"),
]
