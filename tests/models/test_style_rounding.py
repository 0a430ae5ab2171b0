"""Weights lie on a grid that fits eight bits, near where they were, and rounding lets gradients through."""

import pytest

pytest.importorskip("torch", reason="torch is needed for training only")

import torch  # type: ignore[import-not-found, unused-ignore]

from models.style.rounding import GROUP, HIGHEST, INPUT_STEPS, LOWEST, MOST, search, to_grid, to_steps, wholes


def drawn(outputs: int = 24, groups: int = 3) -> torch.Tensor:
    """Weights of which some groups are much smaller than others."""
    rng = torch.Generator().manual_seed(0)
    sizes = torch.rand(outputs, groups, 1, generator=rng) + 0.2
    return (torch.randn(outputs, groups, GROUP, generator=rng) * sizes).reshape(outputs, -1)


def test_the_grid_is_four_bits_times_a_multiple() -> None:
    weight = drawn()
    grid = search(weight)
    whole = wholes(weight, grid)
    assert whole.min() >= LOWEST
    assert whole.max() <= HIGHEST
    assert grid.multiples.min() >= 1
    assert grid.multiples.max() <= MOST
    steps = (grid.scale * grid.multiples).repeat_interleave(GROUP, dim=1)
    torch.testing.assert_close(to_grid(weight, grid), whole * steps)


def test_two_products_of_bytes_do_not_overflow_sixteen_bits() -> None:
    assert 2 * MOST * max(-LOWEST, HIGHEST) * 255 < 2**15


def test_a_searched_grid_is_nearer_than_one_that_reaches_the_largest_weight() -> None:
    weight = drawn()
    groups = weight.reshape(len(weight), -1, GROUP)
    step = groups.abs().amax(-1, keepdim=True) / -LOWEST
    plain = ((groups / step).round().clamp(LOWEST, HIGHEST) * step).reshape(weight.shape)
    assert (to_grid(weight, search(weight)) - weight).square().sum() < (plain - weight).square().sum()


def test_what_goes_in_is_rounded_token_by_token() -> None:
    x = torch.tensor([[1.0, 0.3, -0.004], [100.0, 30.0, -0.4]])
    alone = torch.cat([to_steps(row[None]) for row in x])
    torch.testing.assert_close(to_steps(x), alone)
    assert (to_steps(x) - x).abs().max() <= 0.5 * 100.0 / INPUT_STEPS + 1e-6
    assert to_steps(torch.zeros(1, 4)).abs().max() == 0.0


def test_gradients_pass_through() -> None:
    weight = drawn().requires_grad_()
    (found,) = torch.autograd.grad(to_grid(weight, search(weight)).sum(), weight)
    torch.testing.assert_close(found, torch.ones_like(weight))
