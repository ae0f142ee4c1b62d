"""A kind of record, declared once: its pages, their addresses and its drafts follow.

    class Secondments(KindByItself):
        model, form, title = Secondment, SecondmentForm, "Secondments"
        may_add, may_edit = can_add_secondment, can_edit_secondment
        filters, columns, sorts, empty = SecondmentFilter, COLUMNS, SORTS, Empty("None yet.")

        class Page(KindByItself.Page):
            texts = {"aim": "What it is for"}

    REGISTRATIONS = Secondments.registrations()

Its pages are plain views. Where one differs, an inner class of its name says how; a name that
neither the kind nor that page knows is refused. ``KindByItself`` has addresses of its own; those of
a ``KindAtPlace`` and a ``KindOfPilot`` begin with a place or a pilot.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from inspect import get_annotations
from typing import Any, ClassVar

from django.db.models import DateField, QuerySet, URLField
from django.forms import modelform_factory
from django.urls import URLPattern, path, reverse
from django.views import View

from interface import forms
from interface.words import capitalised
from records import drafts
from records.conflicts import Versioned
from records.subjects import registered


class FromKind:
    """An attribute of a page that is what its kind says under a name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, page: Any, of: Any) -> Any:
        return getattr(of.kind, self.name)


def said(name: str) -> Any:
    """What the kind says, for a page class to have: ``title = said("add_title")``."""
    return FromKind(name)


def _withdraw_url(page: Any) -> str:
    """Where one that should not be there is withdrawn, if it can be."""
    return reverse(page.kind.withdraw, kwargs=page.kwargs) if page.kind.withdraw else ""


class OfKind:
    """Mixed into a page class: the page of a kind, to which one belongs when that is declared."""

    kind: ClassVar[type[Kind]]
    request: Any
    kwargs: Any
    model = said("model")
    withdraw_url: Any = property(_withdraw_url)

    def get_queryset(self) -> QuerySet[Any]:
        """The records that this reader may see."""
        return self.kind.prepared(super().get_queryset())  # type: ignore[misc]


class FormOfKind(OfKind):
    """Mixed into the class of a form."""

    form: ClassVar[Any] = said("form")
    draft: ClassVar[Any] = said("draft")
    form_takes_user = said("form_takes_user")

    def write(self, form: Any) -> Any:
        """As the kind writes it."""
        return self.kind.write(self.request.user, form)


class AddOfKind(FormOfKind):
    """Mixed into the form of a new one."""

    title, success_message, withdraw_url = said("add_title"), said("add_message"), ""


class EditOfKind(FormOfKind):
    """Mixed into the form that changes one."""

    title, success_message = said("edit_title"), said("edit_message")


class FormOfFields(Versioned, forms.ModelForm):
    """The form of a kind that names its ``fields``: the labels are the fields' own."""

    question_led = True


def _asked(field: Any, **kwargs: Any) -> Any:
    if isinstance(field, URLField):
        return field.formfield(**{**kwargs, "assume_scheme": "https"})
    if type(field) is not DateField:
        return field.formfield(**kwargs)
    label = capitalised(str(field.verbose_name))
    return forms.DayField(label=label, help_text=field.help_text, required=not field.blank)


def refuse_unknown(made: type, *also: str) -> None:
    """Raises TypeError where a class says something that those it is made of do not know."""
    known = {*also, *View.http_method_names}
    for base in made.__mro__[1:]:
        known |= {*vars(base), *get_annotations(base)}
    if wrong := [name for name in vars(made) if name not in known and not name.startswith("_")]:
        raise TypeError(f"{made.__qualname__} says what is not known: {', '.join(wrong)}")


class Kind:
    """``key`` begins the names of its addresses, ``noun`` is what one is called.

    ``fields`` are asked for by a plain form, where it has no ``form`` of its own. ``routes`` give
    each of its pages an address and its name; it is ``without`` some that others of its scope have.
    ``with_rows`` are the records that each of its rows names. ``api``: programs read its
    list; it is ``closed_because`` of something where they do not.
    ``draft_words`` are how drafts of its forms are called, ``draft_key`` stands for them.
    ``withdraw`` names the page on which one is withdrawn. ``menu`` is what stands beside its form
    on the page *Add* (``interface.parts``).
    """

    model: ClassVar[Any]
    form: ClassVar[Any]
    form_takes_user: ClassVar[bool] = False
    fields: ClassVar[Sequence[str]] = ()
    key: ClassVar[str] = ""
    path: ClassVar[str] = ""
    list_name: ClassVar[str] = ""
    noun: ClassVar[str] = ""
    title: ClassVar[str]
    add_title: ClassVar[str] = "Add {one}"
    edit_title: ClassVar[str] = "Change {one}"
    add_message: ClassVar[str] = "{noun} saved."
    edit_message: ClassVar[str] = ""
    may_add: ClassVar[Callable[..., bool]]
    may_edit: ClassVar[Callable[..., bool]]
    public: ClassVar[bool] = False
    api: ClassVar[bool] = False
    closed_because: ClassVar[str] = ""
    with_rows: ClassVar[Sequence[str]] = ()
    columns: ClassVar[Sequence[Any]] = ()
    routes: ClassVar[Mapping[str, tuple[str, str]]]
    without: ClassVar[Sequence[str]] = ()
    draft: ClassVar[Any]
    draft_key: ClassVar[str] = ""
    draft_words: ClassVar[Any] = ""
    withdraw: ClassVar[str] = ""
    menu: ClassVar[Mapping[str, Any]] = {}
    menu_item: ClassVar[Callable[..., Any]]
    order: ClassVar[int] = 0

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "model" not in vars(cls):
            return
        refuse_unknown(cls, *cls.routes)
        if cls.api and "List" not in cls.made():
            raise TypeError(
                f"{cls.__qualname__} says api, and has no list that programs could read"
            )
        cls.key = cls.key or cls.model._meta.model_name
        cls.path = cls.path or f"{cls.key}s"
        cls.draft_key = cls.draft_key or cls.key.replace("_", "-")
        cls.noun = cls.noun or str(cls.model._meta.verbose_name)
        if cls.fields:
            cls.form = modelform_factory(
                cls.model, form=FormOfFields, fields=cls.fields, formfield_callback=_asked
            )
        for name in ("add_title", "edit_title", "add_message", "edit_message"):
            said = getattr(cls, name).format(noun=cls.noun, one=cls.one())
            setattr(cls, name, capitalised(said))
        cls.edit_message = cls.edit_message or cls.add_message
        cls.draft = cls.register_draft()
        for page in cls.made():
            own: Any = getattr(cls, page)
            if page in vars(cls):
                refuse_unknown(own)
            setattr(cls, page, type(f"{cls.__name__}{page}", (own,), {"kind": cls}))

    @classmethod
    def made(cls) -> Sequence[str]:
        """The names of its pages."""
        return [page for page in cls.routes if page not in cls.without]

    @classmethod
    def one(cls) -> str:
        """One of them: "an asset"."""
        return f"{'an' if cls.noun[0] in 'aeio' else 'a'} {cls.noun}"

    @classmethod
    def register_draft(cls) -> drafts.Kind:
        """The drafts of its forms."""
        raise NotImplementedError

    @classmethod
    def prepared(cls, rows: Any) -> Any:
        """Rows with what every page of the kind reads of them."""
        return rows.select_related(*cls.with_rows) if cls.with_rows else rows

    @classmethod
    def rows(cls, user: Any) -> QuerySet[Any]:
        """Those that a user may see."""
        rows: QuerySet[Any] = cls.prepared(cls.model.objects.visible_to(user))
        return rows

    @staticmethod
    def write(by: Any, form: Any) -> Any:  # noqa: ARG004 - a kind with an action hands it on
        """Writes what somebody sent; gives the record to go to, or an address."""
        return form.save()

    @classmethod
    def name_of(cls, page: str) -> str:
        """The name of the address of a page."""
        is_named = page == "List" and cls.list_name
        return cls.list_name if is_named else cls.routes[page][1].format(kind=cls)

    @classmethod
    def urls(cls) -> list[URLPattern]:
        """All its addresses."""
        return [
            path(
                cls.routes[page][0].format(kind=cls),
                getattr(cls, page).as_view(),
                name=cls.name_of(page),
            )
            for page in cls.made()
        ]

    @classmethod
    def registrations(cls) -> tuple[Any, ...]:
        """How it takes part in the whole; one of the class stands for the kind."""
        if not cls.menu:
            return (cls(),)
        said = {"page": cls.name_of("Add"), "label": cls.add_title, "permission": cls.may_add}
        return (cls(), cls.menu_item(adds=True, **{**said, **cls.menu}))


def kind_urls() -> list[URLPattern]:
    """The addresses of all kinds that are declared."""
    return [address for kind in registered(Kind) for address in kind.urls()]
