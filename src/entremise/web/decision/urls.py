"""Deciders: plans and their acts, emergencies, decisions, the charter."""

from django.urls import path

from entremise.web.decision import charters, emergencies, plans, views

app_name = "decision"
urlpatterns = [
    path("decision/", views.show_home, name="home"),
    path("decision/<int:decision_id>/mettre-fin/", views.revoke, name="revoke"),
    path("decision/plans/activer/", plans.activate, name="activate"),
    path("decision/plans/<int:activation_id>/", plans.show_plan, name="plan"),
    path("decision/plans/<int:activation_id>/rouge/", plans.turn_plan_red, name="turn_red"),
    path("decision/plans/<int:activation_id>/lever/", plans.lift, name="lift"),
    path("decision/urgence/", emergencies.open_lane, name="emergency_new"),
    path("decision/urgence/<int:decision_id>/", emergencies.show_emergency, name="emergency"),
    path("decision/urgence/<int:decision_id>/signer/", emergencies.sign, name="sign"),
    path("decision/charte/", charters.adopt, name="adopt"),
    path("decision/charte/essai/", charters.try_rule, name="dry_run"),
]
