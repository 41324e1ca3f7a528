"""A line of a file as the sheet that the vault takes."""

from entremise.engines.importing.vocabulary import ReadLine
from entremise.engines.trigrams import plain
from entremise.people.vocabulary import (
    Address,
    Contact,
    Name,
    PreferredChannel,
    Sheet,
    Situation,
    ThirdParty,
    Title,
)

GUARDIANS = ("tuteur", "tutrice", "curateur", "curatrice", "mandataire")
DEAF = ("sourd", "sms")


def sheet_of(line: ReadLine) -> Sheet:
    """What one line says, in the words of the vault; nothing is invented."""
    has_address = bool(line.street or line.complement or line.town)
    return Sheet(
        name=Name(
            last=line.last, first=line.first, title=Title(line.title or "NONE"), usage=line.usage
        ),
        birth=line.birth,
        birth_year=line.birth_year,
        phones=line.phones,
        mail=line.mail,
        address=Address(line.street, line.complement, line.postcode, line.town)
        if has_address
        else None,
        district=line.district,
        situation=situation_of(line),
        contact=contact_of(line),
        third_parties=tuple(
            ThirdParty(one.name, one.link, one.phone, is_guardian=is_guardian(one.link))
            for one in line.contacts
        ),
        free_text=line.note,
    )


def situation_of(line: ReadLine) -> Situation | None:
    if line.lives_alone is None and line.hot_home is None and not line.contacts:
        return None
    return Situation(
        lives_alone=line.lives_alone,
        hot_home=line.hot_home,
        has_relative=bool(line.contacts) or None,
    )


def contact_of(line: ReadLine) -> Contact | None:
    if not line.language and not line.hearing:
        return None
    is_deaf = any(word in plain(line.hearing) for word in DEAF)
    return Contact(
        language=line.language or "fr",
        hearing_note=line.hearing,
        preferred_channel=PreferredChannel.SMS if is_deaf else PreferredChannel.VOICE,
    )


def is_guardian(link: str) -> bool:
    return any(word in plain(link) for word in GUARDIANS)
