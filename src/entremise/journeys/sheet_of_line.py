"""A line of a file as the sheet that the vault takes."""

from functools import lru_cache

from entremise.engines.importing.vocabulary import Contact as Beside
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
from entremise.territory.rules import DistrictIndex
from entremise.territory.vocabulary import Place

GUARDIANS = ("tuteur", "tutrice", "curateur", "curatrice", "mandataire")
DEAF = ("sourd", "sms")
NO_DISTRICT = DistrictIndex({}, {})
TITLES = {"": Title.NONE, **{title.value: title for title in Title}}


def sheet_of(
    line: ReadLine,
    home: Place | None = None,
    index: DistrictIndex = NO_DISTRICT,
    *,
    is_own: bool = False,
) -> Sheet:
    """What one line says, in the words of the vault; a street without town is of the register's own commune."""
    address = address_of(line, home)
    return Sheet(
        name=Name(line.last, line.first, TITLES[line.title], line.usage),
        birth=line.birth,
        birth_year=line.birth_year,
        phones=line.phones,
        mail=line.mail,
        address=address,
        district=index.district(
            said=line.district, street=line.street, town=address.town if address else ""
        ),
        situation=situation_of(
            lives_alone=line.lives_alone,
            hot_home=line.hot_home,
            has_relative=bool(line.contacts),
        ),
        contact=contact_of(line),
        third_parties=tuple([third_party(one, is_own=is_own) for one in line.contacts]),
        free_text=line.note,
    )


def third_party(one: Beside, *, is_own: bool) -> ThirdParty:
    """Whom she named herself may be rung for her: in an entry of her own, and not her guardian."""
    guards = one.is_guardian or is_guardian(one.link)
    return ThirdParty(
        one.name,
        one.link,
        one.phone,
        is_guardian=guards,
        is_named=is_own and one.is_named and not guards,
    )


def address_of(line: ReadLine, home: Place | None) -> Address | None:
    if not (line.street or line.complement or line.town):
        return None
    postcode, town = line.postcode, line.town
    if home is not None and not town and (not postcode or postcode in home.postcodes):
        town = home.name
    if home is not None and not postcode and len(home.postcodes) == 1 and town == home.name:
        postcode = home.postcodes[0]
    return Address(line.street, line.complement, postcode, town)


@lru_cache  # of three facts, each known or not
def situation_of(
    *, lives_alone: bool | None, hot_home: bool | None, has_relative: bool
) -> Situation | None:
    if lives_alone is None and hot_home is None and not has_relative:
        return None
    return Situation(lives_alone=lives_alone, hot_home=hot_home, has_relative=has_relative or None)


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
