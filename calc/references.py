"""Which metrics a component looks at."""

from calc.language.pay import Bonus, Commission, Component, Contest, Earned
from calc.metrics.blends import with_parts
from calc.plan import Plan


def metrics_of(component: Component) -> list[str]:
    """The metrics that a component names, each once."""
    named: list[str] = []
    if isinstance(component, Bonus):
        alone = [component.metric] if component.metric is not None else []
        named += [*alone, *(part.metric for part in component.parts)]
    if isinstance(component, Contest):
        named.append(component.metric)
    if isinstance(component, Commission) and component.tiers is not None:
        named.append(component.tiers.metric)
    if isinstance(component, Earned):
        named += [multiplier.metric for multiplier in component.multipliers]
        named += [gate.metric for gate in component.gates]
    return list(dict.fromkeys(named))


def unused(plan: Plan) -> list[str]:
    """Metrics that no component in force looks at; they are measured all the same, for people to see."""
    used = with_parts(plan.metrics, [name for part in plan.counting().values() for name in metrics_of(part)])
    return [name for name in plan.metrics if name not in used]
