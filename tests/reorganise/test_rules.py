"""Every reference to a place or organisation has a rule; here fails the file without one."""

import pytest
from django.db.models import Model

from partnerships.models import Organisation, Place
from records.merging import Does
from records.subjects import file_of
from reorganise.rules import IN_TIME, RULES, keys_to, references


@pytest.mark.parametrize("kind", [Place, Organisation], ids=lambda kind: kind.__name__)
def test_every_reference_has_a_rule(kind: type[Model]) -> None:
    lacking = {
        f"{file_of(model)}: a rule for {model.__name__}.{column} of a {kind.__name__}"
        for model, column in keys_to(kind)
        if not any((rule.model, rule.column) == (model, column) for rule in RULES[kind])
    }
    assert lacking == set()
    assert {rule.key for rule in RULES[kind]} == set(references(kind))


@pytest.mark.parametrize("kind", [Place, Organisation], ids=lambda kind: kind.__name__)
def test_what_stays_says_why(kind: type[Model]) -> None:
    assert all(rule.because for rule in RULES[kind] if rule.does is Does.STAY)


def test_a_reference_without_a_rule_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "pilots.PilotPlace.place" in set(references(Place))
    assert "records.Note.subject" in set(references(Organisation))
    place: type[Model] = Place
    monkeypatch.setitem(RULES, place, RULES[place][:3])
    assert {rule.key for rule in RULES[Place]} != set(references(Place))


def test_every_column_that_a_rule_names_is_there() -> None:
    for rules in RULES.values():
        for rule in rules:
            columns = {one.column for one in rule.model._meta.local_fields}
            named = {one.strip('"') for one in rule.once if "(" not in one}
            assert named | set(rule.copied) | ({rule.sums} - {""}) <= columns
            assert rule.attname in columns
            assert rule.record_attname in columns


@pytest.mark.parametrize("kind", [Place, Organisation], ids=lambda kind: kind.__name__)
def test_what_moves_is_called_by_one_noun_and_its_plural(kind: type[Model]) -> None:
    """A comma within the noun would be read as the beginning of its plural."""
    assert [rule.noun for rule in RULES[kind] if rule.noun.count(",") > 1] == []


def test_each_reference_to_a_body_says_what_becomes_of_it_in_time() -> None:
    """Where nothing is declared it stays; a row that ends and begins has the columns for it."""
    assert {rule.key for rule in IN_TIME} == set(references(Organisation))
    for declared, rule in zip(RULES[Organisation], IN_TIME, strict=True):
        columns = {one.column for one in rule.model._meta.local_fields}
        assert rule.does is not Does.DATE or set(rule.dated) <= columns, rule.key
        assert rule.does in (Does.STAY, Does.BY_HAND) or rule.noun, rule.key
        assert declared.does is not Does.STAY or rule.does is Does.STAY, rule.key
        named = {one.strip('"') for one in rule.once if "(" not in one}
        assert named <= columns, rule.key
