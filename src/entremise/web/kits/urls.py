"""The addresses of the contents of a crisis."""

from django.urls import path

from entremise.web.kits import calling, reading, rows, steps, training, versions

app_name = "kits"
KIT = "contenus/<slug:code>/"
LESSONS = "contenus/formation/"

urlpatterns = [
    path("contenus/", reading.show_kits, name="list"),
    path(LESSONS, training.show_training, name="module"),
    path(LESSONS + "imprimer/", training.print_training, name="module_print"),
    path(LESSONS + "brouillon/", training.show_draft, name="module_draft"),
    path(LESSONS + "brouillon/jeter/", training.drop_draft, name="module_drop"),
    path(LESSONS + "brouillon/texte-du-produit/", training.begin_draft, name="module_shipped"),
    path(LESSONS + "versions/<int:version_id>/", training.show_version, name="module_version"),
    path(
        LESSONS + "versions/<int:version_id>/reprendre/", training.begin_draft, name="module_again"
    ),
    path(LESSONS + "<slug:part>/<int:rank>/", training.change_part, name="module_part"),
    path(KIT, reading.show_script, name="script"),
    path(KIT + "themes/", reading.show_themes, name="themes"),
    path(KIT + "aides/", reading.show_helps, name="helps"),
    path(KIT + "messages/", reading.show_messages, name="messages"),
    path(KIT + "appels/", reading.show_calling, name="calling"),
    path(KIT + "priorite/", reading.show_priority, name="priority"),
    path(KIT + "apprendre/", reading.show_lessons, name="lessons"),
    path(KIT + "appels/changer/", calling.change_calling, name="change_calling"),
    path(KIT + "etapes/ajouter/", steps.add_step, name="add_step"),
    path(KIT + "etapes/<slug:key>/changer/", steps.change_step, name="change_step"),
    path(KIT + "etapes/<slug:key>/retirer/", steps.remove_step, name="remove_step"),
    path(KIT + "versions/", versions.show_versions, name="versions"),
    path(KIT + "versions/<int:version_id>/", versions.show_version, name="version"),
    path(KIT + "versions/<int:version_id>/remettre/", versions.restore, name="restore"),
    path(KIT + "<slug:part>/ajouter/", rows.add_row, name="add_row"),
    path(KIT + "<slug:part>/<slug:key>/changer/", rows.change_row, name="change_row"),
    path(KIT + "<slug:part>/<slug:key>/retirer/", rows.remove, name="remove_row"),
]
