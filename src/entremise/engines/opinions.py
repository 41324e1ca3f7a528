"""Words that do not belong among facts: a diagnosis, a faith, an opinion, a right of residence. They are hinted at, never refused."""

from typing import Final

# Beginnings of words in plain letters, as the page looks for them while one types.
OPINIONS: Final = (
    "alcooli alzheimer bipolai cancer dement depressi diabet parano parkinson psychiat psychot schizo senil toxico vih "
    "catholi chretien islam juif juive musulman protestant religi "
    "anarchis communis fascis gauchis raciste syndica vote "
    "clandestin expulsion irregulier sans-papier titre-de-sejour "
    "assiste fainean feignant ingrat menteu"
).strip()
