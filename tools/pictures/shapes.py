"""Outlines drawn again and again: rounds, chips, beans, chillies, shallots; and how pieces are strewn."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from tools.pictures import vector
from tools.pictures.colour import mix

Point = tuple[float, float]


def blob(rng: random.Random, radius: float, corners: int = 9, uneven: float = 0.12, squash: float = 1) -> str:
    """Path data of an uneven round about the origin."""
    points = []
    for i in range(corners):
        angle = 2 * math.pi * i / corners
        reach = radius * (1 + rng.uniform(-uneven, uneven))
        points.append((reach * math.cos(angle), reach * math.sin(angle) * squash))
    return smooth(points)


def smooth(points: list[Point]) -> str:
    """Path data of a closed curve that rounds off the corners."""
    count = len(points)
    middles = [
        ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(points, points[1:] + points[:1], strict=True)
    ]
    path = f"M{middles[-1][0]:.1f} {middles[-1][1]:.1f}"
    for i in range(count):
        x, y = points[i]
        path += f"Q{x:.1f} {y:.1f} {middles[i][0]:.1f} {middles[i][1]:.1f}"
    return path + "Z"


def placed(body: str, x: float, y: float, angle: float = 0, scale: float = 1) -> str:
    """The drawing moved to a point, turned by degrees and scaled."""
    return f'<g transform="translate({x:.1f} {y:.1f}) rotate({angle:.1f}) scale({scale:.3f})">{body}</g>'


def spread(propose: Callable[[], Point], count: int, apart: float, tries: int = 3000) -> list[Point]:
    """At most `count` points from `propose`, none nearer to another than `apart`."""
    points: list[Point] = []
    for _ in range(tries):
        x, y = propose()
        if all((x - a) ** 2 + (y - b) ** 2 > apart * apart for a, b in points):
            points.append((x, y))
        if len(points) >= count:
            break
    return points


def sublayers(points: list[Point], apart: float) -> list[list[Point]]:
    """The points in groups whose members are `apart`, so that each piece keeps its own round light."""
    groups: list[list[Point]] = []
    for point in points:
        for group in groups:
            if all((point[0] - a) ** 2 + (point[1] - b) ** 2 > apart * apart for a, b in group):
                group.append(point)
                break
        else:
            groups.append([point])
    return groups


def tempe_chip(rng: random.Random, radius: float) -> str:
    """A thin fried slice of tempe, the beans showing."""
    outline = blob(rng, radius, 11, 0.07, rng.uniform(0.86, 1))
    cut = vector.clip(f'<path d="{outline}"/>')
    beans = []
    for _ in range(int(radius)):
        angle, reach = rng.uniform(0, 6.3), radius * math.sqrt(rng.random()) * 0.98
        x, y = reach * math.cos(angle), reach * math.sin(angle)
        beans.append(
            f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rng.uniform(0.13, 0.2) * radius:.1f}" '
            f'ry="{rng.uniform(0.09, 0.13) * radius:.1f}" fill="{mix("#F6DFA3", "#E9C377", rng.random())}" '
            f'stroke="#A9651F" stroke-opacity=".45" stroke-width="{radius * 0.035:.1f}" '
            f'transform="rotate({rng.uniform(0, 180):.0f} {x:.1f} {y:.1f})"/>'
        )
    return (
        f'<path d="{outline}" fill="{mix("#D9993F", "#E9B65C", rng.random())}"/>'
        f'<g clip-path="{cut}">{"".join(beans)}<path d="{outline}" fill="none" stroke="#9A5416" '
        f'stroke-opacity=".75" stroke-width="{radius * 0.14:.1f}"/></g>'
    )


def coffee_bean(rng: random.Random, scale: float = 1, colour: str | None = None) -> str:
    """A roasted bean about the origin, 34 units long at scale 1."""
    fill = colour or mix("#4A2714", "#6B3A1C", rng.random())
    return (
        f'<g transform="scale({scale:.2f})"><ellipse rx="17" ry="12" fill="{fill}"/>'
        '<path d="M-15 1C-7-5 5 6 15-1" stroke="#1D0E07" stroke-width="2.6" fill="none" '
        'stroke-linecap="round"/></g>'
    )


def chilli(length: float, colour: str = "#B3261B", curve: float = 0.25, width: float = 1) -> tuple[str, str]:
    """A chilli from its stem at the origin to the right: (fruit, stem), to be laid one over the other."""
    bend = length * curve
    fruit = (
        f'<path d="M0 {-11 * width}C{length * 0.3} {-15 * width - bend} {length * 0.75} '
        f"{-12 * width - bend * 0.6} {length} {bend * 0.5}C{length * 0.72} {2 * width - bend * 0.2} "
        f"{length * 0.3} {14 * width - bend * 0.4} 0 {12 * width}C-8 {10 * width} -8 {-9 * width} "
        f'0 {-11 * width}Z" fill="{colour}"/>'
    )
    stem = (
        f'<g transform="scale({width:.2f})"><path d="M3 -9C-6 -10 -10 -5 -10 1C-10 7 -5 10 3 9C7 4 7 -4 3 '
        '-9Z" '
        'fill="#3C7A35"/><path d="M-8 0C-20 -2 -28 -8 -34 -4" stroke="#3C7A35" stroke-width="5.5" '
        'fill="none" '
        'stroke-linecap="round"/></g>'
    )
    return fruit, stem


def shallot(size: float, colour: str = "#A23A5E") -> tuple[str, str]:
    """A shallot about the origin: (body, veins to print on it)."""
    q = size
    body = (
        f'<path d="M0 {-q * 1.35}C{q * 0.2} {-q * 0.9} {q} {-q * 0.6} {q} {q * 0.1}C{q} {q * 0.75} '
        f"{q * 0.5} {q} "
        f"0 {q}C{-q * 0.5} {q} {-q} {q * 0.75} {-q} {q * 0.1}C{-q} {-q * 0.6} {-q * 0.2} {-q * 0.9} "
        f'0 {-q * 1.35}Z" fill="{colour}"/>'
    )
    veins = "".join(
        f'<path d="M0 {-q * 1.2}C{k * q * 0.5} {-q * 0.6} {k * q * 0.62} {q * 0.4} {k * q * 0.2} {q * 0.95}" '
        f'fill="none" stroke="#6E1D3C" stroke-width="1.8" opacity=".55"/>'
        for k in (-1.2, -0.6, 0, 0.6, 1.2)
    )
    return body, veins


def leaf_with_veins(length: float, width: float, colour: str, vein: str, count: int = 14) -> str:
    """A long leaf about the origin, pointing right, its veins cut at its edge."""
    half, w = length / 2, width / 2
    outline = (
        f"M{-half} 0C{-half * 0.6} {-w * 1.25} {half * 0.45} {-w * 1.2} {half} 0"
        f"C{half * 0.45} {w * 1.2} {-half * 0.6} {w * 1.25} {-half} 0Z"
    )
    cut = vector.clip(f'<path d="{outline}"/>')
    step = length / count
    veins = "".join(
        f'<path d="M{-half + i * step:.1f} 0L{-half + i * step + w * 0.9:.1f} {side * w * 1.2:.1f}" '
        f'stroke="{vein}" stroke-width="1.8" opacity=".6"/>'
        for i in range(count)
        for side in (-1, 1)
    )
    return (
        f'<path d="{outline}" fill="{colour}"/><g clip-path="{cut}">{veins}'
        f'<path d="M{-half} 0H{half}" stroke="{vein}" stroke-width="{max(2.0, width * 0.035):.1f}"/></g>'
    )
