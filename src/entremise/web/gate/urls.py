"""Examining use requests and exports: opinion, admissibility, publication, the count; the second signature."""

from django.urls import path

from entremise.web.gate import deletions, exports, pairs, past_aid, purges, views

app_name = "gate"
urlpatterns = [
    path("instruction/", views.list_requests, name="list"),
    path("instruction/<int:request_id>/", views.show_request, name="request"),
    path("instruction/<int:request_id>/avis/", views.advise, name="advise"),
    path("instruction/<int:request_id>/recevabilite/", views.decide, name="decide"),
    path("instruction/<int:request_id>/publier/", views.publish, name="publish"),
    path("instruction/<int:request_id>/vote/", views.open_ballots, name="open_vote"),
    path("instruction/<int:request_id>/depouiller/", views.count, name="count"),
    path("exports/", exports.list_exports, name="exports"),
    path("exports/<int:export_id>/", exports.show_export, name="export"),
    path("exports/<int:export_id>/contresigner/", exports.countersign, name="countersign"),
    path("exports/<int:export_id>/refuser/", exports.refuse, name="refuse_export"),
    path("suppressions/", purges.list_purges, name="purges"),
    path("suppressions/<int:purge_id>/", purges.show_purge, name="purge"),
    path("suppressions/accord/", deletions.agree, name="agreement"),
    path("suppressions/bordereau/<int:elimination_id>/", deletions.show_list, name="elimination"),
    path("suppressions/entraide/<int:register_id>/", past_aid.show, name="past_aid"),
    path("suppressions/entraide/<int:register_id>/suspendre/", past_aid.hold, name="hold_past_aid"),
    path(
        "suppressions/entraide/<int:register_id>/lever/<int:hold_id>/",
        past_aid.lift,
        name="lift_past_aid",
    ),
    path("suppressions/campagne/<int:campaign_id>/", deletions.show, name="deletion"),
    path("suppressions/campagne/<int:campaign_id>/bordereau/", deletions.draw, name="draw_list"),
    path("suppressions/campagne/<int:campaign_id>/visa/", deletions.answer, name="note_visa"),
    path("suppressions/campagne/<int:campaign_id>/suspendre/", deletions.hold, name="hold"),
    path(
        "suppressions/campagne/<int:campaign_id>/lever/<int:hold_id>/",
        deletions.lift,
        name="lift_hold",
    ),
    path("rapprochements/", pairs.show_pairs, name="pairs"),
    path("rapprochements/comptes.csv", pairs.export_counts, name="pair_counts"),
    path("rapprochements/paires.csv", pairs.export_pairs, name="pair_list"),
]
