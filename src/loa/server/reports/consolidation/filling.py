"""Putting figures into a form: the unit of measure is the form's, the source what the logs or the person gave. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from loa.core.figures import Figure, LoggedFigure, Source, SourceKind, TypedFigure
from loa.core.grades import Grade
from loa.core.snapshots import sha256_of
from loa.server.reports.errors import AnswerAgainstLog, AnswerUnknown, IndicatorTwice, IndicatorUnknown, OverrideUnexplained
from loa.server.reports.form_registry import Form


@dataclass(frozen=True, slots=True)
class Filled:
    """The figures in the order of the form, and where a person wrote something else than the logs know."""

    figures: tuple[Figure, ...]
    overrides: list[dict[str, Any]]


def figures_of(
    form: Form, *, logged: Sequence[LoggedFigure], typed: Sequence[TypedFigure], answers: Mapping[str, str], unit_code: str
) -> Filled:
    """The figures of one unit. Zero from the logs is no figure; zero that a person typed is one."""
    known = [_figure(form, one.indicator, one.value, one.grade, one.sources) for one in logged if one.value]
    given_by_unit = [figure for code, given in answers.items() for figure in _answered(form, code, given, unit_code, known)]
    said = [_typed(form, one, unit_code) for one in typed] + given_by_unit
    _refuse_twice([*known, *said])
    overrides = _overrides(known, typed)
    replaced = {one["indicator"] for one in overrides}
    figures = [figure for figure in known if figure.indicator not in replaced] + said
    ranks = {code: rank for rank, code in enumerate(form.order)}
    grades = list(Grade)
    return Filled(tuple(sorted(figures, key=lambda f: (ranks[f.indicator], grades.index(f.grade)))), overrides)


def _figure(form: Form, indicator: str, value: int, grade: Grade, sources: tuple[Source, ...]) -> Figure:
    field = form.field_of(indicator)
    if field is None:
        raise IndicatorUnknown(form=form.reference, indicator=indicator)
    return Figure(indicator, field.unit, value, grade, sources)


def _typed(form: Form, one: TypedFigure, unit_code: str) -> Figure:
    sha256 = sha256_of({"unit": unit_code, "indicator": one.indicator, "value": one.value, "why": one.why})
    source = Source(SourceKind.TYPED, f"{unit_code}/{one.indicator}", one.value, sha256)
    return _figure(form, one.indicator, one.value, one.grade, (source,))


def _answered(form: Form, code: str, given: str, unit_code: str, known: Sequence[Figure]) -> list[Figure]:
    """The answer as a figure; none where the logs gave the same answer. A different one than theirs is refused."""
    field = next((i for i in form.indicators if i.code == code and i.answers), None)
    if field is None:
        raise IndicatorUnknown(form=form.reference, indicator=code)
    if given not in field.answers:
        raise AnswerUnknown(given=given, indicator=field.name, answers=", ".join(field.answers))
    chosen = field.figures[field.answers.index(given)][0]
    logged = [place for place, (figure, _) in enumerate(field.figures) if any(one.indicator == figure for one in known)]
    if logged and field.figures[logged[0]][0] != chosen:
        raise AnswerAgainstLog(indicator=field.name, logged=field.answers[logged[0]], given=given)
    return [] if logged else [_typed(form, TypedFigure(chosen, 1), unit_code)]


def _refuse_twice(figures: Sequence[Figure]) -> None:
    """One indicator at one grade is given once, unless a reason replaces the logged one."""
    seen: dict[tuple[str, str], Figure] = {}
    for figure in figures:
        held = seen.setdefault(figure.key, figure)
        if held is not figure and _is_typed(held) == _is_typed(figure):
            raise IndicatorTwice(indicator=figure.indicator)


def _is_typed(figure: Figure) -> bool:
    return any(source.kind is SourceKind.TYPED for source in figure.sources)


def _overrides(known: Sequence[Figure], typed: Sequence[TypedFigure]) -> list[dict[str, Any]]:
    """Typed over what the logs know: only with a reason, and both values are kept."""
    found = []
    for one in typed:
        logged = sum(figure.value for figure in known if figure.indicator == one.indicator)
        if logged and not one.why.strip():
            raise OverrideUnexplained(indicator=one.indicator, logged=logged, typed=one.value)
        if logged:
            found.append({"indicator": one.indicator, "logged": logged, "typed": one.value, "why": one.why.strip()})
    return found
