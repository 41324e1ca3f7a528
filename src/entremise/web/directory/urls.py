"""The directory's pages for everybody, for services, and for those who bring and save its files."""

from django.urls import path

from entremise.web.directory import doubles, exports, imports, own, public

app_name = "directory"
urlpatterns = [
    path("services/", public.list_public, name="public"),
    path("services/<int:service_id>/", public.show_public, name="public_service"),
    path("service/places/", own.list_own, name="own"),
    path("service/places/<int:service_id>/", own.say_own_room, name="own_room"),
    path("annuaire/fichiers/", imports.list_imports, name="imports"),
    path("annuaire/fichiers/<int:delivery_id>/", imports.show_import, name="import"),
    path("annuaire/fichiers/<int:delivery_id>/lignes.csv", imports.list_lines, name="import_lines"),
    path("annuaire/fichiers/<int:delivery_id>/accepter/", imports.accept, name="accept_import"),
    path("annuaire/fichiers/<int:delivery_id>/arreter/", imports.stop, name="stop_import"),
    path("annuaire/fichiers/<int:delivery_id>/annuler/", imports.undo, name="undo_import"),
    path("annuaire/doublons/", doubles.list_doubles, name="doubles"),
    path("annuaire/doublons/<int:twins_id>/", doubles.settle, name="settle_double"),
    path("annuaire/export/", exports.list_exports, name="exports"),
    path("annuaire/export.<slug:form>", exports.save, name="export"),
]
