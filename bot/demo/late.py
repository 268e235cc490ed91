"""What reached the demo company's systems only after a quarter was published: it is paid in the next one."""

from dataclasses import replace

from bot.demo.company import Company
from bot.demo.life import CROSS_SELL, EXPANSION, NEW_PRODUCT, WON
from bot.demo.shapes import Deal, Loss


def without_late_news(company: Company) -> Company:
    """The company as its systems had it when the quarter before the last ended one was published: its last
    growth deal was not in yet, and nobody had noticed its last loss."""
    late = {deal.key for deal in _late_deals(company)} | {loss.key for loss in _late_losses(company)}
    return replace(
        company,
        deals=tuple(deal for deal in company.deals if deal.key not in late),
        losses=tuple(loss for loss in company.losses if loss.key not in late),
    )


def _late_deals(company: Company) -> list[Deal]:
    quarter = company.window.quarters[-3]
    won = [
        deal
        for deal in company.deals
        if deal.kind in (EXPANSION, CROSS_SELL)
        and deal.stage == WON
        and deal.product != NEW_PRODUCT
        and quarter.has(deal.day)
    ]
    return sorted(won, key=lambda deal: (deal.day, deal.key))[-1:]


def _late_losses(company: Company) -> list[Loss]:
    quarter = company.window.quarters[-3]
    lost = [loss for loss in company.losses if quarter.has(loss.day)]
    return sorted(lost, key=lambda loss: (loss.day, loss.key))[-1:]
