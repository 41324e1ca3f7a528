"""Money of actions: envelopes, commitments, expenses, files, and the page for everybody."""

from django.urls import path

from entremise.web.budget import commitments, expenses, files, views

app_name = "budget"
urlpatterns = [
    path("budget/", views.list_envelopes, name="home"),
    path("budget/enveloppes/nouvelle/", views.open_new, name="open"),
    path("budget/enveloppes/<int:envelope_id>/", views.show_envelope, name="envelope"),
    path("budget/enveloppes/<int:envelope_id>/imprimer/", views.print_envelope, name="print"),
    path("budget/enveloppes/<int:envelope_id>/montant/", views.change, name="change"),
    path("budget/enveloppes/<int:envelope_id>/fermer/", views.close, name="close"),
    path("budget/enveloppes/<int:envelope_id>/engager/", commitments.commit, name="commit"),
    path("budget/engagements/<int:commitment_id>/", commitments.show_commitment, name="commitment"),
    path("budget/engagements/<int:commitment_id>/liberer/", commitments.free, name="free"),
    path("budget/engagements/<int:commitment_id>/bilan/", commitments.report, name="report"),
    path("budget/engagements/<int:commitment_id>/depense/", expenses.spend, name="spend"),
    path("budget/depenses/", expenses.list_to_approve, name="to_approve"),
    path("budget/depenses/<int:expense_id>/", expenses.show_expense, name="expense"),
    path("budget/depenses/<int:expense_id>/approuver/", expenses.approve, name="approve"),
    path("budget/depenses/<int:expense_id>/refuser/", expenses.refuse, name="refuse"),
    path("budget/depenses/<int:expense_id>/corriger/", expenses.correct, name="correct"),
    path(
        "budget/depenses/<int:expense_id>/justificatif",
        expenses.download_receipt,
        name="receipt",
    ),
    path("budget/<int:year>.csv", files.export_csv, name="csv"),
    path("budget/<int:year>.xlsx", files.export_xlsx, name="xlsx"),
    path("ce-que-la-ville-donne/", views.show_public, name="public"),
]
