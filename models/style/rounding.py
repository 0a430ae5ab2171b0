"""The grid that weights are rounded to: four bits each, on steps that a group of them shares; and rounding in training.

A weight is `scale * multiple * whole`: one scale a row of the matrix (an output), one small multiple a group of inputs,
four bits a weight. `multiple * whole` is an eight-bit number, so the product runs in whole numbers. It stays within
±56: on processors that add two products of eight-bit numbers in sixteen bits, 2 * 56 * 255 does not overflow, and the
result is the same everywhere.

In training, rounding passes gradients through as if it were not there (Bengio et al. 2013).
"""

from dataclasses import dataclass

import torch
from torch import Tensor

GROUP = 32
"""Weights in a row that share a multiple."""

LOWEST, HIGHEST = -8, 7
MOST = 7
"""Multiples go from 1 to this."""

INPUT_STEPS = 127
"""Steps from nothing to a token's largest number, in what goes into a product."""

_SHRUNK = torch.linspace(0.55, 1.05, 11)
"""Steps that are tried, as shares of the one that reaches the largest weight of a group."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the weights of a matrix may lie.

    Attributes:
        scale: Outputs by 1.
        multiples: Outputs by groups, whole numbers from 1 to `MOST`.
    """

    scale: Tensor
    multiples: Tensor

    def steps(self) -> Tensor:
        """The step of each group; outputs, groups, 1."""
        return (self.scale * self.multiples)[..., None]


@torch.no_grad()
def search(weight: Tensor) -> Grid:
    """The grid with the least squared error, group by group; a step that just reaches the largest weight is far worse.

    Args:
        weight: Outputs by inputs, the latter a multiple of `GROUP`.
    """
    groups = weight.detach().reshape(len(weight), -1, GROUP)
    reach = groups.abs().amax(-1, keepdim=True) / -LOWEST
    tried = torch.stack([_error(groups, reach * share) for share in _SHRUNK])
    best = reach[..., 0] * _SHRUNK[tried.argmin(0)]
    scale = (best.amax(-1, keepdim=True) / MOST).clamp(min=1e-8)
    multiples = torch.stack([_error(groups, scale[..., None] * n) for n in range(1, MOST + 1)]).argmin(0) + 1
    return Grid(scale, multiples.float())


def wholes(weight: Tensor, grid: Grid) -> Tensor:
    """The four-bit numbers of a matrix; outputs by inputs, whole numbers from `LOWEST` to `HIGHEST`."""
    return _wholes(weight.detach().reshape(len(weight), -1, GROUP), grid.steps()).reshape(weight.shape)


def to_grid(weight: Tensor, grid: Grid) -> Tensor:
    """The matrix on its grid; gradients pass through."""
    groups, steps = weight.detach().reshape(len(weight), -1, GROUP), grid.steps()
    return weight + ((_wholes(groups, steps) * steps).reshape(weight.shape) - weight).detach()


def to_steps(x: Tensor) -> Tensor:
    """What goes into a product, in `INPUT_STEPS` steps of each token's own size; gradients pass through."""
    fixed = x.detach().float()
    step = (fixed.abs().amax(-1, keepdim=True) / INPUT_STEPS).clamp(min=1e-8)
    return x + (((fixed / step).round() * step) - x).detach()


def _wholes(groups: Tensor, steps: Tensor) -> Tensor:
    return (groups / steps).round().clamp(LOWEST, HIGHEST)


def _error(groups: Tensor, steps: Tensor) -> Tensor:
    steps = steps.clamp(min=1e-8)
    return (_wholes(groups, steps) * steps - groups).square().sum(-1)
