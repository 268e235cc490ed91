"""What must hold of every company, as functions that assert it of one.

Each goes with a word that a plan has to have for it to say anything ("" for any plan).
"""

from collections.abc import Callable

from tests.calc.properties_of_sameness import (
    a_periods_months_have_the_same_commission_as_the_period,
    a_person_elsewhere_changes_nobodys_own_or_team_results,
    nothing_makes_the_engine_raise,
    other_names_for_people_accounts_and_teams_change_nothing_else,
    reversing_every_event_nets_commission_to_zero,
    the_order_of_the_rows_is_irrelevant,
    the_same_facts_give_the_same_result,
)
from tests.calc.properties_of_sums import (
    every_line_is_its_basis_times_its_rate_times_its_factors,
    prizes_that_are_split_add_up,
    shares_of_an_event_add_up_to_it,
    slices_add_up_to_what_they_were_cut_from,
    what_is_held_takes_off_all_that_it_holds,
    what_is_limited_keeps_within_its_limits,
)
from tests.calc.properties_over_time import (
    a_better_figure_never_pays_less_on_a_rising_curve,
    a_deal_that_is_paid_in_full_releases_all_that_was_held,
    an_advance_is_paid_back_once_enough_is_earned,
    never_more_is_taken_back_than_was_paid,
)
from tests.calc.worlds.world import World

Property = Callable[[World], None]
PROPERTIES: tuple[tuple[Property, str], ...] = (
    (the_order_of_the_rows_is_irrelevant, ""),
    (the_same_facts_give_the_same_result, ""),
    (nothing_makes_the_engine_raise, ""),
    (a_person_elsewhere_changes_nobodys_own_or_team_results, ""),
    (other_names_for_people_accounts_and_teams_change_nothing_else, ""),
    (reversing_every_event_nets_commission_to_zero, "commission"),
    (a_periods_months_have_the_same_commission_as_the_period, "commission"),
    (every_line_is_its_basis_times_its_rate_times_its_factors, ""),
    (shares_of_an_event_add_up_to_it, ""),
    (slices_add_up_to_what_they_were_cut_from, "marginal"),
    (prizes_that_are_split_add_up, "contest"),
    (what_is_held_takes_off_all_that_it_holds, "hold"),
    (what_is_limited_keeps_within_its_limits, "cap"),
    (a_deal_that_is_paid_in_full_releases_all_that_was_held, "hold"),
    (never_more_is_taken_back_than_was_paid, "clawback"),
    (an_advance_is_paid_back_once_enough_is_earned, ""),
    (a_better_figure_never_pays_less_on_a_rising_curve, ""),
)
