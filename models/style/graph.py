"""Writes a network on its grid as an ONNX file whose products run in whole numbers, and a file of its weights.

Weights lie in their file as they are on the grid, two to a byte (`voicecoach.adapters.packed`), and are unpacked to
eight bits when they are loaded. What goes into a product is rounded token by token, so a score does not depend on the
other texts of its batch. Sums between products stay in 32 bits.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor

from models.style.data import CONTEXT_TOKENS, LONGEST
from models.style.encoder import (
    BOTH_WAYS,
    EPS,
    HEAD_WIDTH,
    HEADS,
    KEY_HEADS,
    LAYERS,
    WIDTH,
    StyleNet,
    places,
)
from models.style.rounding import GROUP, INPUT_STEPS, LOWEST, Grid, wholes
from voicecoach.adapters.packed import packed, write_packed

GRAPH, WEIGHTS = "model.onnx", "weights.npz"
OPSET = 17
IR_VERSION = 8
MICROSOFT = "com.microsoft"
"""The domain of the runtime's own operators: products with scales, normalisation with a sum, rotary places, gates."""

MOST_TOKENS = LONGEST + CONTEXT_TOKENS + 3
"""An utterance, a previous line and their marks."""

_ZERO = 1 << 7
"""What stands for nothing in the bytes that go into a product."""


def export(net: StyleNet, grids: Mapping[str, Grid], folder: Path) -> None:
    """Write the network to the files `GRAPH` and `WEIGHTS`.

    Args:
        net: A trained network.
        grids: The grid of each matrix and of the word table, by the names of the weights.
        folder: Where the files are written.
    """
    builder = _Builder({name: tensor.detach().float() for name, tensor in net.state_dict().items()}, grids)
    x = builder.looked_up()
    x = builder.node("Reshape", [x, builder.shape(-1, WIDTH)])
    heard, both = builder.biases()
    added = ""
    for number in range(LAYERS):
        bias = both if number >= LAYERS - BOTH_WAYS else heard
        x, added = builder.layer(number, x, added, bias)
    outputs = builder.heads(builder.normed("norm.weight", x, added)[0])
    names = ["ids", "segments", "mask"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"]) for name in names]
    graph = helper.make_graph(builder.nodes, "style", inputs, outputs, builder.constants)
    domains = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
    model = helper.make_model(graph, opset_imports=domains, ir_version=IR_VERSION)
    (folder / GRAPH).write_bytes(model.SerializeToString(deterministic=True))
    (folder / WEIGHTS).write_bytes(write_packed(builder.packed))


class _Builder:
    """Nodes and constants of a graph that is being written."""

    def __init__(self, state: Mapping[str, Tensor], grids: Mapping[str, Grid]) -> None:
        self.state = state
        self.grids = grids
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.packed: dict[str, dict[str, NDArray[np.uint8]]] = {}
        self._known: dict[str, str] = {}

    def node(self, kind: str, inputs: Sequence[str], domain: str = "", **attributes: object) -> str:
        """Add an operation with one output; the output's name."""
        out = f"{kind.lower()}.{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [out], domain=domain, **attributes))
        return out

    def constant(self, values: NDArray[np.generic], name: str = "") -> str:
        """Add a constant; its name. Small ones are kept once."""
        key = f"{values.dtype}{values.shape}{values.tobytes().hex()}" if values.size < GROUP else ""
        if key in self._known:
            return self._known[key]
        name = name or f"constant.{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        if key:
            self._known[key] = name
        return name

    def shape(self, *sizes: int) -> str:
        """A shape; 0 keeps a size, -1 takes what is left."""
        return self.constant(np.array(sizes, np.int64))

    def number(self, value: float) -> str:
        """A 32-bit number."""
        return self.constant(np.array(value, np.float32))

    def tensor(self, name: str) -> str:
        """A tensor of the network as it is."""
        return self.constant(self.state[name].numpy(), name)

    def eight_bits(self, name: str, weight: Tensor, grid: Grid) -> str:
        """A matrix of eight-bit numbers, inputs by outputs, that lies in the file of packed weights."""
        whole, multiples = (
            part.T.contiguous().numpy().astype(np.int8) for part in (wholes(weight, grid), grid.multiples)
        )
        self.packed[name] = packed(whole, multiples)
        outside = onnx.TensorProto(
            name=name, data_type=TensorProto.INT8, dims=whole.shape, data_location=TensorProto.EXTERNAL
        )
        outside.external_data.add(key="location", value=WEIGHTS)
        self.constants.append(outside)
        return name

    def stepped(self, x: str) -> tuple[str, str]:
        """Tokens as bytes, each with the step of its own size; and the steps, tokens by 1."""
        largest = self.node("ReduceMax", [self.node("Abs", [x])], axes=[-1], keepdims=0)
        step = self.node("Mul", [self.node("Max", [largest, self.number(1e-6)]), self.number(1.0 / INPUT_STEPS)])
        nothing = self.node("Expand", [self.constant(np.array(_ZERO, np.uint8)), self.node("Shape", [step])])
        return self.node("QuantizeLinear", [x, step, nothing], axis=0), self.node("Unsqueeze", [step, self.shape(-1)])

    def product(self, name: str, stepped: tuple[str, str], part: int = 0, parts: int = 1) -> str:
        """A product with a matrix in whole numbers, or with one of the equal parts of its outputs."""
        (whole, step), weight, grid = stepped, self.state[name], self.grids[name]
        outputs = len(weight) // parts
        rows = slice(part * outputs, (part + 1) * outputs)
        name = f"{name}.{part}" if parts > 1 else name
        own = Grid(grid.scale[rows], grid.multiples[rows])
        matrix = self.eight_bits(name, weight[rows], own)
        scale = self.constant(own.scale[:, 0].numpy(), f"{name}.scale")
        inputs = [whole, matrix, self.number(1.0), scale, self.constant(np.array(_ZERO, np.uint8))]
        return self.node("Mul", [self.node("MatMulIntegerToFloat", inputs, MICROSOFT), step])

    def looked_up(self) -> str:
        """The vectors of the tokens."""
        name = "words.weight"
        weight, grid = self.state[name], self.grids[name]
        # As a matrix the table has words for outputs; packed words by numbers, a row is one lookup.
        fours = self.halves_of_rows(wholes(weight, grid) - LOWEST, f"{name}.wholes")
        multiples = self.halves_of_rows(grid.multiples, f"{name}.multiples")
        steps = self.node("Unsqueeze", [multiples, self.shape(-1)])
        groups = self.node("Reshape", [fours, self.shape(0, 0, -1, GROUP)])
        whole = self.node("Mul", [self.node("Add", [groups, self.number(LOWEST)]), steps])
        scale = self.node("Gather", [self.constant(grid.scale.numpy(), f"{name}.scale"), "ids"], axis=0)
        return self.node("Mul", [self.node("Reshape", [whole, self.shape(0, 0, WIDTH)]), scale])

    def halves_of_rows(self, values: Tensor, name: str) -> str:
        """Rows of numbers from 0 to 15 that the tokens ask for; half of a row lies low in its bytes, half high."""
        low, high = values.numpy().astype(np.uint8).reshape(len(values), 2, -1).transpose(1, 0, 2)
        four = self.constant(np.array(4, np.uint8))
        packed = self.node("Gather", [self.constant(low | high << 4, name), "ids"], axis=0)
        left = self.node("BitShift", [packed, four], direction="LEFT")
        parts = [self.node("BitShift", [one, four], direction="RIGHT") for one in (left, packed)]
        return self.node("Cast", [self.node("Concat", parts, axis=-1)], to=TensorProto.FLOAT)

    def biases(self) -> tuple[str, str]:
        """What is added to scores of attention: looking back only, and both ways."""
        real = self.node("Cast", [self.node("Unsqueeze", ["mask", self.shape(1, 2)])], to=TensorProto.FLOAT)
        length = self.node("Gather", [self.node("Shape", ["ids"]), self.constant(np.array(1))], axis=0)
        place = self.node("Range", [self.constant(np.array(0)), length, self.constant(np.array(1))])
        rows, columns = (self.node("Unsqueeze", [place, self.shape(axis)]) for axis in (1, 0))
        ahead = self.node("Cast", [self.node("GreaterOrEqual", [rows, columns])], to=TensorProto.FLOAT)
        less, far = self.number(1.0), self.number(1e4)
        back, both = (
            self.node("Mul", [self.node("Sub", [seen, less]), far]) for seen in (self.node("Mul", [real, ahead]), real)
        )
        # Three queries of each token lie below each other.
        return self.node("Concat", [back] * (HEADS // KEY_HEADS), axis=2), both

    def normed(self, name: str, x: str, added: str) -> tuple[str, str]:
        """The normalised sum of two, and the sum."""
        if added:
            out, total = f"normed.{len(self.nodes)}", f"sum.{len(self.nodes)}"
            self.nodes.append(
                helper.make_node(
                    "SkipSimplifiedLayerNormalization",
                    [x, added, self.tensor(name)],
                    [out, "", "", total],
                    domain=MICROSOFT,
                    epsilon=EPS,
                )
            )
            return out, total
        square = self.node("ReduceMean", [self.node("Mul", [x, x])], axes=[-1], keepdims=1)
        size = self.node("Sqrt", [self.node("Add", [square, self.number(EPS)])])
        return self.node("Mul", [self.node("Div", [x, size]), self.tensor(name)]), x

    def layer(self, number: int, x: str, added: str, bias: str) -> tuple[str, str]:
        """One layer; what it hands on, in two parts that are still to be summed."""
        name = f"layers.{number}"
        normed, x = self.normed(f"{name}.norm1.weight", x, added)
        heard = self.attention(self.product(f"{name}.qkv.weight", self.stepped(normed)), bias)
        heard = self.product(f"{name}.out.weight", self.stepped(heard))
        normed, x = self.normed(f"{name}.norm2.weight", x, heard)
        stepped = self.stepped(normed)
        gate, up = (self.product(f"{name}.gate_up.weight", stepped, part, 2) for part in (0, 1))
        inner = self.node("Mul", [self.node("QuickGelu", [gate], MICROSOFT, alpha=1.0), up])
        return x, self.product(f"{name}.down.weight", self.stepped(inner))

    def attention(self, qkv: str, bias: str) -> str:
        """What each token hears from the others."""
        count = HEADS + 2 * KEY_HEADS
        if "apart" not in self._known:
            sizes = [self.node("Shape", ["ids"]), self.shape(count, HEAD_WIDTH)]
            self._known["apart"] = self.node("Concat", sizes, axis=0)
        heads = self.node("Reshape", [qkv, self._known["apart"]])
        heads = self.node("Transpose", [heads], perm=[0, 2, 1, 3])
        q, k, v = (f"{part}.{len(self.nodes)}" for part in ("q", "k", "v"))
        sizes = self.shape(HEADS, KEY_HEADS, KEY_HEADS)
        self.nodes.append(helper.make_node("Split", [heads, sizes], [q, k, v], axis=1))
        q, k = self.turned(q), self.turned(k)
        # Each key serves three queries.
        q = self.node("Reshape", [q, self.shape(0, KEY_HEADS, -1, HEAD_WIDTH)])
        scores = self.node("MatMul", [q, self.node("Transpose", [k], perm=[0, 1, 3, 2])])
        weights = self.node("Softmax", [self.node("Add", [scores, bias])], axis=-1)
        heard = self.node("Reshape", [self.node("MatMul", [weights, v]), self.shape(0, HEADS, -1, HEAD_WIDTH)])
        return self.node("Reshape", [self.node("Transpose", [heard], perm=[0, 2, 1, 3]), self.shape(-1, WIDTH)])

    def turned(self, x: str) -> str:
        """Queries or keys turned by their place; the scale of the scores is in the turn."""
        scale = HEAD_WIDTH**-0.25
        cosines, sines = (
            self.constant_once(name, (table[:, : HEAD_WIDTH // 2] * scale).numpy())
            for name, table in zip(("cosines", "sines"), places(MOST_TOKENS), strict=True)
        )
        return self.node("RotaryEmbedding", [x, self.shape(0), cosines, sines], MICROSOFT, interleaved=0)

    def constant_once(self, name: str, values: NDArray[np.float32]) -> str:
        """A named constant that several nodes use."""
        if name not in self._known:
            self._known[name] = self.constant(values, name)
        return self._known[name]

    def heads(self, x: str) -> list[onnx.ValueInfoProto]:
        """The outputs: style logits of texts and of tokens, and tags of tokens."""
        x = self.node("Reshape", [x, self.node("Concat", [self.node("Shape", ["ids"]), self.shape(WIDTH)], axis=0)])
        evidence = self.linear("head", x)
        inner = self.node("QuickGelu", [self.linear("tag_inner", x)], MICROSOFT, alpha=1.0)
        tags = self.linear("tag_head", inner)
        other = self.node("Sub", [self.constant(np.array(1)), "segments"])
        own = self.node("Cast", [self.node("Mul", ["mask", other])], to=TensorProto.FLOAT)
        own = self.node("Unsqueeze", [own, self.shape(-1)])
        total = self.node("ReduceSum", [self.node("Mul", [evidence, own]), self.shape(1)], keepdims=0)
        logits = self.node("Div", [total, self.node("ReduceSum", [own, self.shape(1)], keepdims=0)])
        told = []
        for name, value, axes in (
            ("logits", logits, ["texts"]),
            ("evidence", evidence, ["texts", "tokens"]),
            ("tags", tags, ["texts", "tokens"]),
        ):
            self.nodes.append(helper.make_node("Identity", [value], [name]))
            width = len(self.state["tag_head.bias" if name == "tags" else "head.bias"])
            told.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, [*axes, width]))
        return told

    def linear(self, name: str, x: str) -> str:
        """A product in 32 bits, with a bias."""
        weight = self.constant(self.state[f"{name}.weight"].T.contiguous().numpy(), f"{name}.weight")
        return self.node("Add", [self.node("MatMul", [x, weight]), self.tensor(f"{name}.bias")])
