"""What contradicts itself in the components of a plan."""

from difflib import get_close_matches

from calc.language.contradictions.bonus import bonus_contradictions
from calc.language.contradictions.commission import commission_contradictions
from calc.language.contradictions.curves import deciding_contradictions
from calc.language.contradictions.found import Finds, Found, Source
from calc.language.contradictions.prizes import contest_contradictions, spiff_contradictions
from calc.language.contradictions.terms import caps_and_floors
from calc.language.document import Path
from calc.language.pay import (
    BaseOnly,
    Bonus,
    Commission,
    Component,
    Contest,
    Draw,
    Earned,
    Guarantee,
    Override,
    Spiff,
)

# Lines of the whole plan stand under these names.
TAKEN = ("cap", "carry")
# What is worked out on the whole pay of the period, so it has no period of its own.
_OF_THE_WHOLE_PAY = (Override, Draw, Guarantee, BaseOnly)


def component_contradictions(source: Source, name: str) -> Finds:
    """Everything in one component of the plan."""
    component, path = source.plan.components[name], ("components", name)
    if name in TAKEN:
        message = f"`{name}` is the name of the whole plan's own lines."
        yield Found(path, message, "Give the component another key.")
    yield from _common(source, path, component)
    if isinstance(component, Earned):
        yield from deciding_contradictions(source, path, component)
        yield from caps_and_floors(path, component.cap, component.floor)
    yield from _own(source, path, component)


def _own(source: Source, path: Path, component: Component) -> Finds:
    """What only components of its kind have."""
    match component:
        case Commission():
            yield from commission_contradictions(source, path, component)
        case Bonus():
            yield from bonus_contradictions(source, path, component)
        case Spiff():
            yield from spiff_contradictions(path, component)
        case Contest():
            yield from contest_contradictions(source, path, component)
        case Override():
            yield from _override(source, path, component)
        case BaseOnly():
            yield from _base(source, path, component)
        case Draw() | Guarantee():
            pass


def _common(source: Source, path: Path, component: Component) -> Finds:
    if component.every is not None and isinstance(component, _OF_THE_WHOLE_PAY):
        message = f"a `pay: {component.pay}` is worked out for the period that pay is settled in."
        yield Found((*path, "every"), message, "Take `every` out.")
    goal, company = component.for_goal, source.plan.company_goal
    where: Path = (*path, "for_goal")
    if goal and not company:
        message = "this plan has no `company_goal`, so this never counts."
        yield Found(where, message, f"Add `company_goal: {goal}` to the plan, or take this out.")
    elif goal != company and get_close_matches(goal, [company], cutoff=0.8):
        yield Found(where, f"the plan's goal is written `{company}`.", f"Did you mean `{company}`?")


def _override(source: Source, path: Path, override: Override) -> Finds:
    """Components named here may be those of another plan, so only what is surely wrong is told."""
    components = source.plan.components
    for index, name in enumerate(override.of):
        where: Path = (*path, "of", index)
        named = components.get(name)
        near = get_close_matches(name, components, n=1, cutoff=0.85)
        if named is None and near:
            yield Found(where, f"there is no component `{name}` in this plan.", f"Did you mean `{near[0]}`?")
        elif isinstance(named, _OF_THE_WHOLE_PAY):
            message = f"nobody above gets a share of a `pay: {named.pay}`."
            yield Found(where, message, "Name commissions, bonuses, spiffs or contests.")
        elif name in override.of[:index]:
            yield Found(where, f"`{name}` stands here twice.", "Name it once.")


def _base(source: Source, path: Path, base: BaseOnly) -> Finds:
    variable = [
        name for name, other in source.plan.components.items() if isinstance(other, Commission | Bonus)
    ]
    if variable and not base.for_goal:
        message = f"this says that nothing is variable, and `{variable[0]}` is."
        yield Found(path, message, f"Take this out, or `{variable[0]}`.")
