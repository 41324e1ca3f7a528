"""Finding the line of heads, and guessing what each column holds by its head and by its cells."""

import re
from collections.abc import Sequence
from typing import Final

from entremise.engines.importing.values import NATIONAL, has_nir, phones_in, text_of
from entremise.engines.importing.vocabulary import Column, FileFault, Table, Unusable
from entremise.engines.trigrams import plain

LOOKED_AT: Final = 30
MATCHES_NEEDED: Final = 3
SAMPLES: Final = 50
TOTALS: Final = re.compile(r"^(total|sous total|nombre|somme)\b")
AROUND: Final = (
    "prevenir",
    "referent",
    "proche",
    "aidant",
    "tuteur",
    "curateur",
    "urgence",
    "famille",
)
FORBIDDEN_HEADS: Final = (
    "diagnostic", "pathologie", "maladie", "traitement", "medicament", "gir", "revenu", "ressource",
    "nationalite", "religion", "numero de securite sociale", "num secu", "n secu", "nir", "insee personne",
    "handicap type", "titre de sejour",
)  # fmt: skip
SYNONYMS: Final[dict[Column, tuple[str, ...]]] = {
    Column.TITLE: ("civ", "civilite", "sexe", "titre", "genre"),
    Column.FULL_NAME: ("nom et prenom", "nom prenom", "prenom et nom", "prenom nom", "nom complet", "identite", "nom prenoms"),
    Column.BIRTH_NAME: ("nom de naissance", "nom naissance", "njf", "nom de jeune fille", "nom jeune fille", "patronyme", "ne e", "nee"),
    Column.USAGE: ("nom d usage", "nom usage", "nom marital", "nom epouse", "nom d epouse"),
    Column.LAST: ("nom", "nom de famille", "noms"),
    Column.FIRST: ("prenom", "prenoms", "prenom s", "petit nom"),
    Column.BIRTH: ("ne le", "nee le", "ne e le", "date de naissance", "date naissance", "date naiss", "ddn", "naissance", "annee de naissance", "date nais"),
    Column.NUMBER: ("n", "no", "numero", "num voie", "n de voie", "n voie"),
    Column.STREET: ("adresse", "adresse 1", "voie", "rue", "adresse postale", "adresse1", "domicile adresse", "libelle voie"),
    Column.COMPLEMENT: ("complement", "complement d adresse", "adresse 2", "adresse2", "batiment", "bat etage", "etage"),
    Column.POSTCODE: ("cp", "code postal", "codepostal"),
    Column.TOWN: ("commune", "ville", "localite"),
    Column.DISTRICT: ("quartier", "secteur", "zone"),
    Column.PHONE: ("tel", "telephone", "tel fixe", "fixe", "domicile", "portable", "mobile", "gsm", "tel portable", "tel mobile", "telephone fixe", "telephone portable", "telephone 1", "telephone 2", "tel 1", "tel 2", "tel domicile", "n de telephone", "numero de telephone", "tels"),
    Column.MAIL: ("courriel", "mail", "email", "e mail", "mel", "adresse mail"),
    Column.LIVES_ALONE: ("vit seul", "vit seul e", "vit seule", "isole", "isolee", "isolement", "seul", "seule"),
    Column.HOT_HOME: ("logement chaud", "chaleur", "logement expose", "dernier etage"),
    Column.LANGUAGE: ("langue", "langue parlee"),
    Column.HEARING: ("remarque d ecoute", "audition", "surdite", "malentendant", "moyen de contact", "communication"),
    Column.MODE: ("demande par", "inscrit par", "inscription par", "mode d inscription", "origine de la demande", "demandeur"),
    Column.REGISTERED_ON: ("date d inscription", "inscrit le", "date inscription", "inscription le"),
    Column.EXTERNAL_ID: ("identifiant", "id", "n dossier", "numero de dossier", "dossier", "ref", "reference"),
    Column.NOTE: ("observation", "observations", "remarque", "remarques", "commentaire", "commentaires", "note", "notes", "divers"),
}  # fmt: skip
CONTACTS: Final[dict[Column, tuple[str, ...]]] = {
    Column.CONTACT_PHONE: ("tel", "telephone", "portable", "mobile", "numero", "fixe", "gsm"),
    Column.CONTACT_LINK: ("lien", "parente", "qualite"),
}
BY_HEAD: Final = {word: column for column, words in SYNONYMS.items() for word in words}


def guess(head: str, group: str = "") -> Column:
    """What a head says; a head under « personne à prévenir » is about that person."""
    word, above = plain(head), plain(group)
    if is_forbidden(word):
        return Column.FORBIDDEN
    around = f"{above} {word}"
    if any(part in around for part in AROUND) and "lettre" not in word:
        for column, parts in CONTACTS.items():
            if any(part in word.split() or word.startswith(part) for part in parts):
                return column
        return Column.CONTACT_NAME
    if word in BY_HEAD:
        return BY_HEAD[word]
    shortened = re.sub(
        r"\b(du|de la|de|des|le|la|l|d|usager|personne|beneficiaire|inscrit)\b", " ", word
    )
    return BY_HEAD.get(" ".join(shortened.split()), Column.SKIPPED)


def is_forbidden(word: str) -> bool:
    return any(re.search(rf"\b{re.escape(part)}", word) for part in FORBIDDEN_HEADS)


def find_table(rows: Sequence[Sequence[object]]) -> Table:
    """The heads and the lines of a sheet; raise `Unusable` when no line of heads is found."""
    for index, row in enumerate(rows[:LOOKED_AT]):
        words = [text_of(cell) for cell in row]
        known = [
            word
            for word in words
            if word and guess(word) not in {Column.SKIPPED, Column.CONTACT_NAME}
        ]
        if len(known) >= MATCHES_NEEDED:
            groups = groups_above(rows, index, len(words))
            heads = tuple(
                " / ".join(filter(None, pair)) for pair in zip(groups, words, strict=True)
            )
            return Table(heads=heads, lines=tuple(lines_below(rows, index, words)))
    raise Unusable(FileFault.NO_HEADER)


def groups_above(rows: Sequence[Sequence[object]], index: int, width: int) -> list[str]:
    """The upper line of two, its merged cells spread to the right; nothing when the line above is a title."""
    above = [text_of(cell) for cell in rows[index - 1]] if index else []
    above += [""] * (width - len(above))
    if sum(map(bool, above)) < 2:
        return [""] * width
    spread, current = [], ""
    for word in above[:width]:
        current = word or current
        spread.append(current)
    return spread


def lines_below(
    rows: Sequence[Sequence[object]], index: int, heads: list[str]
) -> list[tuple[int, tuple[object, ...]]]:
    """Lines of people: no empty line, no repeated head, no total."""
    kept = []
    for number, row in enumerate(rows[index + 1 :], start=index + 2):
        cells = tuple(row) + ("",) * (len(heads) - len(row))
        words = [text_of(cell) for cell in cells]
        filled = [word for word in words if word]
        if len(filled) < 2 or words == heads or TOTALS.match(plain(filled[0])):
            continue
        kept.append((number, cells[: len(heads)]))
    return kept


def guess_mapping(table: Table) -> tuple[Column, ...]:
    """What each column holds, by its head, then by its cells where the head says nothing."""
    found = []
    for index, head in enumerate(table.heads):
        group, _, own = head.rpartition(" / ")
        column = guess(own, group)
        if column is Column.SKIPPED:
            column = by_cells([line[1][index] for line in table.lines[:SAMPLES]])
        found.append(column)
    return tuple(found)


def by_cells(cells: Sequence[object]) -> Column:
    """Phones and mails are known by their look; a social security number stops everything."""
    texts = [text for text in map(text_of, cells) if text]
    if not texts:
        return Column.SKIPPED
    if any(has_nir(text) for text in texts):
        return Column.FORBIDDEN
    most = len(texts) * 0.8
    if sum("@" in text for text in texts) >= most:
        return Column.MAIL
    if (
        sum(
            bool(NATIONAL.match(re.sub(r"[ .\-]", "", text))) and bool(phones_in(text))
            for text in texts
        )
        >= most
    ):
        return Column.PHONE
    return Column.SKIPPED
