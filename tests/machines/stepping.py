"""What all state machines share: a moving clock, acts that the rules may refuse, and runs that each find the same town."""

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from entremise.kernel.errors import Refused


class Stepping(RuleBasedStateMachine):
    """A run is one transaction, rolled back at its end; `begins_at` is when its clock starts."""

    begins_at: object

    def __init__(self):
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.at = self.begins_at

    def teardown(self):
        try:
            self.at_the_end()
        finally:
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)

    def at_the_end(self):
        """What must be so when the steps are over."""

    def does(self, act, **given):
        """An act that the rules may refuse: then nothing has changed."""
        try:
            with transaction.atomic():
                return act(at=self.at, **given)
        except Refused:
            return None

    def one(self, model, data, **which):
        ids = list(model.objects.filter(**which).order_by("pk").values_list("pk", flat=True))
        return data.draw(st.sampled_from(ids)) if ids else 0
