"""From longitude and latitude (WGS 84) to metres of the British National Grid, for drawing.

By the formulas of Ordnance Survey, "A guide to coordinate systems in Great Britain" (annexes B and
C): right to about five metres, a quarter of a unit of ``outlines_near.csv``.
"""

from __future__ import annotations

from math import atan2, cos, hypot, radians, sin, sqrt, tan

# Half axes in metres: of the globe of WGS 84, and of Airy's of 1830
WGS_A, WGS_B = 6_378_137.0, 6_356_752.3142
AIRY_A, AIRY_B = 6_377_563.396, 6_356_256.909
# From WGS 84 to OSGB36: metres, parts of one, radians
TX, TY, TZ, S = -446.448, 125.157, -542.060, 20.4894e-6
RX, RY, RZ = (radians(seconds / 3600) for seconds in (-0.1502, -0.2470, -0.8421))
# The National Grid: scale on its meridian, true origin, and what is added there
F0, PHI0, LAMBDA0, N0, E0 = 0.9996012717, radians(49), radians(-2), -100_000, 400_000


def national_grid(longitude: float, latitude: float) -> tuple[float, float]:
    """Easting and northing in metres."""
    return _projected(*_moved(radians(longitude), radians(latitude)))


def _moved(lon: float, lat: float) -> tuple[float, float]:
    """The same place on Airy's globe, at height 0."""
    e2 = 1 - (WGS_B / WGS_A) ** 2
    nu = WGS_A / sqrt(1 - e2 * sin(lat) ** 2)
    x, y, z = nu * cos(lat) * cos(lon), nu * cos(lat) * sin(lon), nu * (1 - e2) * sin(lat)
    x, y, z = (
        TX + (1 + S) * x - RZ * y + RY * z,
        TY + RZ * x + (1 + S) * y - RX * z,
        TZ - RY * x + RX * y + (1 + S) * z,
    )
    e2, flat = 1 - (AIRY_B / AIRY_A) ** 2, hypot(x, y)
    lat = atan2(z, flat * (1 - e2))
    for _ in range(4):
        nu = AIRY_A / sqrt(1 - e2 * sin(lat) ** 2)
        lat = atan2(z + e2 * nu * sin(lat), flat)
    return atan2(y, x), lat


def _projected(lon: float, lat: float) -> tuple[float, float]:
    e2, n = 1 - (AIRY_B / AIRY_A) ** 2, (AIRY_A - AIRY_B) / (AIRY_A + AIRY_B)
    nu = AIRY_A * F0 / sqrt(1 - e2 * sin(lat) ** 2)
    rho = AIRY_A * F0 * (1 - e2) / (1 - e2 * sin(lat) ** 2) ** 1.5
    eta2, t, c = nu / rho - 1, tan(lat), cos(lat)
    d, s = lat - PHI0, lat + PHI0
    m = AIRY_B * F0 * (
        (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * d
        - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(d) * cos(s)
        + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * d) * cos(2 * s)
        - 35 / 24 * n**3 * sin(3 * d) * cos(3 * s)
    )  # fmt: skip
    by = lon - LAMBDA0
    north = (
        m + N0
        + by**2 * nu / 2 * sin(lat) * c
        + by**4 * nu / 24 * sin(lat) * c**3 * (5 - t**2 + 9 * eta2)
        + by**6 * nu / 720 * sin(lat) * c**5 * (61 - 58 * t**2 + t**4)
    )  # fmt: skip
    east = (
        E0 + by * nu * c
        + by**3 * nu / 6 * c**3 * (nu / rho - t**2)
        + by**5 * nu / 120 * c**5 * (5 - 18 * t**2 + t**4 + 14 * eta2 - 58 * t**2 * eta2)
    )  # fmt: skip
    return east, north
