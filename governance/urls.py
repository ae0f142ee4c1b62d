"""Addresses of who decides; those of declared kinds are their own."""

from django.urls import path

from governance.at_place import views
from governance.board.beginning_views import BeginSeats
from governance.board_page.views import BoardView, PowersView, SeatsView
from governance.health_check import contact_views as contacts
from governance.health_check import keeping_views as kept
from governance.health_check import views as health
from governance.health_check.answer_views import AnswerHealthRound
from governance.meeting import views as meetings
from governance.meeting import write_views as written
from governance.pack import views as packs
from governance.pack.list_views import Packs
from governance.pack.plan_views import DraftReport

BOARD = "boards/<slug:slug>/meetings/"
ONE = f"{BOARD}<int:number>/"
CHECKS, CHECK = "partnerships/<slug:slug>/health/", "health-checks/<int:pk>/"
PACKS = "boards/<slug:slug>/packs/"
PACK = f"{PACKS}<int:number>/"

urlpatterns = [
    path("boards/<slug:slug>/", BoardView.as_view(), name="board"),
    path("boards/<slug:slug>/seats/", SeatsView.as_view(), name="board_seats"),
    path("boards/<slug:slug>/seats/begin/", BeginSeats.as_view(), name="board_seats_begin"),
    path("boards/<slug:slug>/powers/", PowersView.as_view(), name="board_powers"),
    path("places/<slug:slug>/governance/", views.governance, name="place_governance"),
    path(BOARD, meetings.Meetings.as_view(), name="board_meetings"),
    path(f"{BOARD}add/", meetings.MeetingAdd.as_view(), name="board_meeting_add"),
    path(ONE, meetings.Meeting.as_view(), name="board_meeting"),
    path(f"{ONE}edit/", meetings.MeetingEdit.as_view(), name="board_meeting_edit"),
    path(f"{ONE}agenda/", written.MeetingAgenda.as_view(), name="board_meeting_agenda"),
    path(f"{ONE}write/", written.MeetingWrite.as_view(), name="board_meeting_write"),
    path(f"{ONE}attendance/", written.MeetingAttendance.as_view(), name="board_meeting_attendance"),
    path(f"{ONE}coming/", written.MeetingComing.as_view(), name="board_meeting_coming"),
    path(f"{ONE}interest/", written.MeetingInterest.as_view(), name="board_meeting_interest"),
    path(f"{ONE}pack/", packs.MeetingPack.as_view(), name="board_meeting_pack"),
    path(f"{ONE}call-off/", meetings.MeetingCallOff.as_view(), name="board_meeting_call_off"),
    path(f"{ONE}history/", meetings.MeetingHistory.as_view(), name="board_meeting_history"),
    path(f"{ONE}take-back/", meetings.MeetingTakeBack.as_view(), name="board_meeting_take_back"),
    path(f"{ONE}<slug:step>/", meetings.Step.as_view(), name="board_meeting_step"),
    path(CHECKS, health.HealthRounds.as_view(), name="health_rounds"),
    path(f"{CHECKS}open/", health.OpenHealthRound.as_view(), name="health_round_open"),
    path(f"{CHECKS}ask/", contacts.AskWhoAnswers.as_view(), name="health_contacts_ask"),
    path("health-contacts/<int:pk>/", contacts.SayWhoAnswers.as_view(), name="health_contact"),
    path(CHECK, health.HealthRoundPage.as_view(), name="health_round"),
    path(f"{CHECK}answer/", AnswerHealthRound.as_view(), name="health_round_answer"),
    path(f"{CHECK}call-off/", kept.CallOffRound.as_view(), name="health_round_call_off"),
    path(f"{CHECK}show/", kept.ShowRound.as_view(), name="health_round_show"),
    path(f"{CHECK}history/", kept.HealthRoundHistory.as_view(), name="health_round_history"),
    path(f"{CHECK}words/<int:words>/hide/", kept.HideWords.as_view(), name="health_words_hide"),
    path(PACKS, Packs.as_view(), name="packs"),
    path(PACK, packs.PackView.as_view(), name="pack"),
    path(f"{PACK}pdf/", packs.PackPdf.as_view(), name="pack_pdf"),
    path(f"{PACK}edit/", packs.PackEdit.as_view(), name="pack_edit"),
    path(f"{PACK}history/", packs.PackHistory.as_view(), name="pack_history"),
    path(f"{PACK}<slug:step>/", packs.PackStep.as_view(), name="pack_step"),
    path("boards/reports/<int:pk>/draft/", DraftReport.as_view(), name="report_plan_draft"),
]
