"""The stewards' pages: registers, deliveries, upkeep, exports."""

from django.urls import path

from entremise.web.steward import deliveries, exports, registers, upkeep

app_name = "steward"
urlpatterns = [
    path("registres/", registers.list_registers, name="registers"),
    path("registres/nouveau/", registers.open_new, name="open_register"),
    path("registres/<int:register_id>/", registers.show_register, name="register"),
    path("registres/<int:register_id>/dossier/", registers.correct_dossier, name="dossier"),
    path("registres/<int:register_id>/personnes/", registers.show_people, name="people"),
    path("registres/<int:register_id>/fichier/", deliveries.upload, name="upload"),
    path("registres/imports/<int:delivery_id>/", deliveries.show_delivery, name="delivery"),
    path(
        "registres/imports/<int:delivery_id>/colonnes/", deliveries.choose_mapping, name="mapping"
    ),
    path("registres/imports/<int:delivery_id>/essai/", deliveries.show_dry_run, name="dry_run"),
    path(
        "registres/imports/<int:delivery_id>/lignes.csv", deliveries.list_left_out, name="left_out"
    ),
    path("registres/imports/<int:delivery_id>/confirmer/", deliveries.confirm, name="confirm"),
    path("registres/imports/<int:delivery_id>/arreter/", deliveries.cancel, name="cancel"),
    path("registres/imports/<int:delivery_id>/annuler/", deliveries.undo, name="undo"),
    path("registres/entretien/", upkeep.show_upkeep, name="upkeep"),
    path("registres/entretien/<int:task_id>/", upkeep.show_task, name="task"),
    path("registres/refus/<int:objection_id>/", upkeep.settle_objection, name="settle_objection"),
    path("registres/exports/", exports.list_exports, name="exports"),
    path("registres/<int:register_id>/exporter/", exports.ask, name="export_ask"),
    path("registres/exports/<int:export_id>/", exports.show_export, name="export"),
    path("registres/exports/<int:export_id>/fichier/", exports.collect, name="export_collect"),
    path("registres/exports/<int:export_id>/finir/", exports.destroy, name="export_destroy"),
]
