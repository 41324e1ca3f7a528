"""A square code on paper forms: the address to type, for those who have a phone with a camera."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M


def qr_path(text: str) -> tuple[str, int]:
    """The path of an SVG drawing, one unit a module, and its side with the margin."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=2)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    drawn = (
        f"M{column} {line}h1v1h-1z"
        for line, row in enumerate(rows)
        for column, is_dark in enumerate(row)
        if is_dark
    )
    return "".join(drawn), len(rows)
