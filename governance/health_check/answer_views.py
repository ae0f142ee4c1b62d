"""Answering a health check for a partner, answering again, taking words back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from governance.health_check import actions
from governance.health_check.forms import AnswerRound, TakeBackWords
from governance.health_check.mine import Mine, keep_code, mine_of
from governance.health_check.views import OfRound
from governance.models import HealthRound
from interface.words import date_words


class AnswerHealthRound(OfRound):
    """The answer of one partner, by somebody of theirs. A plain form: no draft is kept of it, and
    its token stands on the page alone: it is stored nowhere."""

    template_name = "governance/health_check/answer.html"
    page_title = "Answer"
    mine: Mine

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers whoever may answer for the partner that the address names, or for their only
        one."""
        named = request.GET.get("body", "")
        mine = mine_of(request, self.record)
        found = [one for one in mine if not named or str(one.asked.organisation_id) == named]
        if not found:
            raise PermissionDenied
        self.mine = found[0]
        return super().dispatch(request, *args, **kwargs)

    @property
    def asks_code(self) -> bool:
        """Whether the browser has no code of the answer that there is."""
        return self.mine.has_answered and not self.mine.code

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if self.record.state in HealthRound.ENDED:
            messages.warning(request, f"{actions.CLOSED}.")
            return redirect(self.record.get_absolute_url())
        return self._page()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Keep it, in place of an earlier one; or take the words of that back."""
        if "take_back" in request.POST:
            return self._take_back(TakeBackWords(request.POST, asks_code=self.asks_code))
        form = AnswerRound(request.POST, kind=self.record.kind, asks_code=self.asks_code)
        if not form.is_valid():
            return self._page(form)
        try:
            code = actions.answer(
                one=self.record,
                asked=self.mine.asked,
                scores=form.scores,
                words=form.words,
                code=self.mine.code or form.code,
            )
        except ValidationError as problem:
            form.add_error(None, problem)
            return self._page(form)
        said = "Your answer is in"
        if self.mine.has_answered:
            said = "Your answer has replaced the earlier one"
        return self._done(
            f"{said}. {self._until()} you can send another with the code below.", code
        )

    def _take_back(self, form: TakeBackWords) -> HttpResponseBase:
        if not form.is_valid():
            return self._page(words=form)
        code = self.mine.code or form.code
        try:
            actions.take_back_words(one=self.record, code=code)
        except ValidationError as problem:
            form.add_error(None, problem)
            return self._page(words=form)
        return self._done("The words of that answer are deleted. Its scores stay.", code)

    def _until(self) -> str:
        return f"Until {date_words(self.record.closes_on)}, or until all have answered,"

    def _done(self, said: str, code: str) -> HttpResponseBase:
        messages.success(self.request, said)
        response = redirect(self.record.get_absolute_url())
        keep_code(response, self.mine.asked, code)
        return response

    def _page(
        self, form: AnswerRound | None = None, words: TakeBackWords | None = None
    ) -> HttpResponseBase:
        asks = {"asks_code": self.asks_code}
        answer = self.render_page(
            record=self.record,
            mine=self.mine,
            until=self._until(),
            form=form or AnswerRound(kind=self.record.kind, **asks),
            words=words or TakeBackWords(**asks),
        )
        answer["Cache-Control"] = "no-store"
        return answer
