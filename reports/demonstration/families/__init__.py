"""The families of the demonstration, all invented, a module for each story."""

from reports.demonstration.families import (
    alone_on_the_third_floor,
    car_by_the_harbour,
    in_passing,
    mother_and_son,
    new_address,
    new_country,
    stepfamily,
    three_generations,
    two_desks,
    young_carer,
)
from reports.demonstration.telling import Family

FAMILIES: list[Family] = [
    three_generations.FAMILY,
    mother_and_son.FAMILY,
    new_address.FAMILY,
    stepfamily.FAMILY,
    alone_on_the_third_floor.FAMILY,
    new_country.FAMILY,
    young_carer.FAMILY,
    car_by_the_harbour.FAMILY,
    *in_passing.FAMILIES,
    two_desks.FAMILY,
]
