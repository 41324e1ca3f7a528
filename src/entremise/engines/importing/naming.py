"""What the head of a column says: the words of town halls, abbreviated, misspelt, in any order."""

import re
from collections.abc import Iterable
from typing import Final

from entremise.engines.importing.vocabulary import Column
from entremise.engines.trigrams import plain

AROUND: Final = frozenset(
    {"prevenir", "contacter", "joindre", "referent", "referente", "proche", "proches", "aidant", "aidante", "tuteur", "tutrice", "curateur",
     "curatrice", "mandataire", "urgence", "famille", "entourage", "confiance", "fils", "fille", "enfants", "voisin", "voisine"}
)  # fmt: skip
GUARDIANS: Final = frozenset(
    {"tuteur", "tutrice", "curateur", "curatrice", "mandataire", "tutelle", "curatelle", "udaf"}
)
FORBIDDEN_HEADS: Final = (
    "diagnostic", "pathologie", "maladie", "traitement", "medicament", "gir", "revenu", "ressource",
    "nationalite", "religion", "numero de securite sociale", "num secu", "n secu", "nir", "n insee", "numero insee", "insee personne",
    "handicap type", "titre de sejour",
)  # fmt: skip
SYNONYMS: Final[dict[Column, tuple[str, ...]]] = {
    Column.TITLE: ("civilite", "sexe", "titre", "genre"),
    Column.FULL_NAME: ("nom et prenom", "nom complet", "identite", "nom prenoms", "noms prenoms", "qui", "patient", "patiente"),
    Column.BIRTH_NAME: ("nom de naissance", "nom de jeune fille", "patronyme", "nom patronymique", "jeune fille", "ne e", "nee"),
    Column.USAGE: ("nom d usage", "nom usuel", "nom marital", "nom d epouse", "nom epouse"),
    Column.LAST: ("nom", "nom de famille", "noms"),
    Column.FIRST: ("prenom", "prenoms", "petit nom", "prenom usuel"),
    Column.BIRTH: ("ne le", "nee le", "ne e le", "date de naissance", "date et lieu de naissance", "naissance", "annee de naissance", "annee", "ddn"),
    Column.NUMBER: ("numero", "numero voie", "numero de voie", "numero rue", "numero de rue"),
    Column.STREET: ("adresse", "voie", "rue", "libelle voie", "type voie", "type de voie", "nature de voie", "nom de la rue", "nom de la voie", "adresse domicile", "numero et rue", "numero et voie", "ou"),
    Column.COMPLEMENT: ("complement", "complement d adresse", "adresse 2", "batiment", "etage", "batiment etage", "appartement", "residence", "porte", "etage porte"),
    Column.POSTCODE: ("code postal", "codepostal"),
    Column.TOWN: ("commune", "ville", "localite", "commune de residence", "code postal ville", "code postal commune", "code postal et ville"),
    Column.DISTRICT: ("quartier", "secteur", "zone"),
    Column.PHONE: ("telephone", "fixe", "domicile", "portable", "telephone fixe", "telephone portable", "telephone domicile", "numero de telephone", "telephone 1", "telephone 2"),
    Column.MAIL: ("courriel", "mail", "mel", "adresse mail"),
    Column.LIVES_ALONE: ("vit seul", "vit seule", "isole", "isolee", "isolement", "seul", "seule", "personne seule", "personne isolee"),
    Column.HOT_HOME: ("logement chaud", "chaleur", "logement expose", "dernier etage"),
    Column.LANGUAGE: ("langue", "langue parlee"),
    Column.HEARING: ("remarque d ecoute", "audition", "surdite", "malentendant", "moyen de contact", "communication"),
    Column.MODE: ("demande par", "inscrit par", "inscription par", "mode d inscription", "origine de la demande", "demandeur"),
    Column.REGISTERED_ON: ("date d inscription", "inscrit le", "inscription le", "inscription"),
    Column.EXTERNAL_ID: ("identifiant", "id", "numero de dossier", "dossier", "reference", "matricule"),
    Column.CONTACT_LINK: ("lien de parente", "lien", "parente"),
    Column.NOTE: ("observation", "observations", "remarque", "remarques", "commentaire", "commentaires", "note", "notes", "divers", "diverses"),
}  # fmt: skip
CONTACTS: Final[dict[Column, frozenset[str]]] = {
    Column.CONTACT_PHONE: frozenset({"telephone", "portable", "numero", "fixe", "coordonnees"}),
    Column.CONTACT_LINK: frozenset({"lien", "parente", "qualite"}),
}
NAMES: Final = frozenset({"nom", "prenom", "identite", "qui"})
NOT_ASKED: Final = frozenset({"adresse", "mail", "courriel", "ville", "commune"})  # of a contact
SHORT: Final = {
    "tel": "telephone", "tels": "telephone", "tph": "telephone", "telephones": "telephone", "phone": "telephone",
    "port": "portable", "mob": "portable", "mobile": "portable", "gsm": "portable", "cellulaire": "portable",
    "dom": "domicile", "fix": "fixe", "no": "numero", "num": "numero", "n": "numero", "nro": "numero", "numeros": "numero",
    "adr": "adresse", "adres": "adresse", "cd": "code", "cp": "code postal", "cpl": "complement", "compl": "complement",
    "bat": "batiment", "appt": "appartement", "apt": "appartement", "res": "residence", "nais": "naissance", "naiss": "naissance", "njf": "nom jeunefille",
    "jf": "jeunefille", "obs": "observations", "rem": "remarques", "comm": "commentaires", "com": "commune",
    "civ": "civilite", "dt": "date", "dte": "date", "prev": "prevenir", "pers": "personne", "email": "mail", "e mail": "mail", "ref": "reference",
    "insc": "inscription", "nomprenom": "nom prenom", "telephonique": "telephone", "nomfamille": "nom famille", "lib": "libelle",
}  # fmt: skip
# They say nothing of what the column holds.
NEUTRAL: Final = frozenset(
    {"du", "de", "la", "le", "l", "d", "des", "les", "et", "en", "a", "au", "ou", "e", "s", "si", "usager", "usagers",
     "personne", "beneficiaire", "titulaire", "patient", "patiente", "client", "cliente", "foyer", "resident", "residente", "point", "livraison", "inscrit", "inscrite", "inscrire", "adherent", "abonne", "agee", "principal", "principale",
     "actuel", "actuelle", "complet", "complete", "complets", "postal", "postale", "jj", "mm", "aaaa", "jjmmaaaa",
     "2eme", "2e", "1er", "autre", "second", "deuxieme", "age", "connu", "facultatif", "obligatoire", "1", "2", "3", "libelle", "intitule", "m", "f", "h"}
)  # fmt: skip
ASIDE: Final = re.compile(
    r"\((?:si|ex|exemple|par exemple)\b[^)]*\)|\([^)]*,[^)]*\)", re.IGNORECASE
)
YES_OR_NO: Final = re.compile(r"\bo(?:ui)?\s*/\s*n(?:on)?\b", re.IGNORECASE)
DIGITS: Final = frozenset("123")
LONG_ENOUGH: Final = 6  # a shorter word with a wrong letter may be another word


def words_of(head: str) -> list[str]:
    """Words in full: « Tél. dom. » says telephone and domicile."""
    bare = plain(YES_OR_NO.sub("", ASIDE.sub("", head))).replace(
        "jeune fille", "jeunefille"
    )  # nobody's daughter
    found = re.sub(r"([a-z])(\d)", r"\1 \2", bare).split()
    if len(found) > 1 and all(len(word) == 1 for word in found):  # N.J.F., D.D.N., C.P.
        found = ["".join(found)]
    full = (part for word in found for part in SHORT.get(word, word).split())
    return [word for word in full if word != "ligne"]  # « adresse ligne 2 »


def meanings() -> Iterable[tuple[frozenset[str], Column]]:
    for column, phrases in SYNONYMS.items():
        for phrase in phrases:
            words = frozenset(words_of(phrase))
            # « adresse 2 » and « n° de rue » are known whole: « rue et n° » is a street.
            if words & DIGITS or (column is Column.NUMBER and len(words) > 1):
                continue
            yield words - NEUTRAL or words, column


EXACT: Final = {
    " ".join(words_of(phrase)): column for column, all_ in SYNONYMS.items() for phrase in all_
}
MEANINGS: Final = tuple(sorted(meanings(), key=lambda one: -len(one[0])))
KNOWN: Final = frozenset(word for words, _column in MEANINGS for word in words)
ALONE: Final = {
    column: frozenset(
        w for words, one in MEANINGS if one is column and len(words) == 1 for w in words
    )
    for column in SYNONYMS
}


def guess(head: str, group: str = "") -> Column:
    """What a head says; a head under « personne à prévenir » is about that person."""
    return meaning(head, group) or Column.SKIPPED


def is_about_something_else(head: str) -> bool:
    """Whether a head has words of ours beside others: the number of a doctor is no number of the person."""
    return any(mended(word) in KNOWN for word in words_of(head) if word not in NEUTRAL)


def meaning(head: str, group: str) -> Column | None:
    if is_forbidden(plain(head)):
        return Column.FORBIDDEN
    words = [mended(word) for word in words_of(head)]
    exact = EXACT.get(" ".join(words))
    above = set(words_of(group))
    if exact is not None and not (AROUND & above or is_about_a_guardian(above)):
        return exact
    if is_about_a_guardian({*words, *above}):
        return exact if exact is Column.NOTE else about_a_guardian(set(words))
    if AROUND & {*words, *above} or "contact" in words:
        return exact if exact is Column.NOTE else about_a_contact(set(words))
    said = set(words) - NEUTRAL
    for needed, column in MEANINGS:
        if needed <= {*words} and said <= needed | ALONE[column]:  # « quartier / secteur »
            return column
    return None


def is_about_a_guardian(words: set[str]) -> bool:
    """« Tuteur UDAF », « représentant légal »: who acts for her; the measure itself is not kept."""
    return bool(words & GUARDIANS or ("representant" in words and words & {"legal", "legale"}))


def about_a_guardian(words: set[str]) -> Column:
    if words & CONTACTS[Column.CONTACT_PHONE] and not words & NAMES:
        return Column.GUARDIAN_PHONE
    return Column.SKIPPED if words & NOT_ASKED else Column.GUARDIAN


def about_a_contact(words: set[str]) -> Column:
    if words & NAMES:  # « nom, lien, tél. » in one cell
        return Column.CONTACT_NAME
    found = (column for column, parts in CONTACTS.items() if parts & words)
    says_who = not words or bool(words & AROUND) or "contact" in words
    is_who = says_who and not words & NOT_ASKED
    return next(found, Column.CONTACT_NAME if is_who else Column.SKIPPED)


def is_forbidden(word: str) -> bool:
    return any(re.search(rf"\b{re.escape(part)}", word) for part in FORBIDDEN_HEADS)


def mended(word: str) -> str:
    """A long word with one letter too many, too few, wrong or swapped is the word that was meant."""
    if word in KNOWN or word in AROUND or word in NEUTRAL or len(word) < LONG_ENOUGH:
        return word
    return next((one for one in sorted(KNOWN | AROUND) if is_one_slip(word, one)), word)


def is_one_slip(typed: str, meant: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours leads from one word to the other."""
    if abs(len(typed) - len(meant)) > 1 or typed == meant or len(meant) < LONG_ENOUGH - 1:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b),
        min(len(typed), len(meant)),
    )
    rest, other = typed[start:], meant[start:]
    is_swapped = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:] or is_swapped
