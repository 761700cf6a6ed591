"""A show that changes its host: its old feed beside its new one, what differs, and the steps of the move."""

from podpub.moving.facts import FileSeen, Move, Way, hostname, same_address
from podpub.moving.hosts import HOSTS, host_of
from podpub.moving.judging import Verdict, judge
from podpub.moving.pairs import By, Pair, Pairing, paired
from podpub.moving.redirects import Redirect, Server, redirects, written
from podpub.moving.rule import MoveRule
from podpub.moving.sides import Entry, Side, side
from podpub.moving.steps import Step, steps
from podpub.moving.table import MOVE_RULES

__all__ = [
    "HOSTS",
    "MOVE_RULES",
    "By",
    "Entry",
    "FileSeen",
    "Move",
    "MoveRule",
    "Pair",
    "Pairing",
    "Redirect",
    "Server",
    "Side",
    "Step",
    "Verdict",
    "Way",
    "host_of",
    "hostname",
    "judge",
    "paired",
    "redirects",
    "same_address",
    "side",
    "steps",
    "written",
]
