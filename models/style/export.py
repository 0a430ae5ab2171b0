"""Writes the trained network as an ONNX file with 8-bit weights.

Only the weights are 8-bit (one scale a column, or a row of the word table); the arithmetic stays 32-bit. Rounding
activations too would be no faster on one thread, and would make the score of a text depend on its batch.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from models.style.encoder import StyleNet

OPSET = 17
SMALL = 8192
"""Tensors with fewer numbers stay 32-bit."""


def export(net: StyleNet, target: Path) -> None:
    """Write the network to a file."""
    net = net.eval().float()
    example = (
        torch.ones(2, 7, dtype=torch.long),
        torch.zeros(2, 7, dtype=torch.long),
        torch.ones(2, 7, dtype=torch.long),
    )
    names = ["ids", "segments", "mask"]
    outputs = ["logits", "evidence", "tags"]
    axes = {name: {0: "texts", 1: "tokens"} for name in (*names, *outputs)} | {"logits": {0: "texts"}}
    torch.onnx.export(
        net,
        example,
        target,
        input_names=names,
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )
    model = onnx.load(target)
    for field in ("doc_string", "producer_version"):
        model.ClearField(field)
    for node in model.graph.node:
        node.ClearField("doc_string")
    onnx.save(_rounded(model), target)


def _rounded(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same graph with its large tensors in 8 bits."""
    graph = model.graph
    users = {name: node for node in graph.node for name in node.input}
    kept, added, replaced = [], [], {}
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.ndim != 2 or values.size < SMALL:
            kept.append(tensor)
            continue
        user = users[tensor.name]
        axis = 1 if user.op_type == "Gather" else 0
        scale = (np.abs(values).max(axis=axis, keepdims=True) / 127.0).astype(np.float32)
        whole = np.clip(np.rint(values / scale), -127, 127).astype(np.int8)
        small, steps = f"{tensor.name}.int8", f"{tensor.name}.scale"
        kept += [numpy_helper.from_array(whole, small), numpy_helper.from_array(scale, steps)]
        if user.op_type == "Gather":
            replaced[user.output[0]] = _looked_up(user, small, steps)
        else:
            wide, back = f"{tensor.name}.wide", f"{tensor.name}.back"
            added += [
                helper.make_node("Cast", [small], [wide], to=TensorProto.FLOAT),
                helper.make_node("Mul", [wide, steps], [back]),
            ]
            user.input[list(user.input).index(tensor.name)] = back
    nodes = list(added)
    for node in graph.node:
        nodes += replaced.get(node.output[0], [node])
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(kept)
    onnx.checker.check_model(model)
    return model


def _looked_up(gather: onnx.NodeProto, table: str, steps: str) -> list[onnx.NodeProto]:
    """Rows of an 8-bit table, widened after they were looked up."""
    ids, out = gather.input[1], gather.output[0]
    return [
        helper.make_node("Gather", [table, ids], [f"{out}.int8"], axis=0),
        helper.make_node("Gather", [steps, ids], [f"{out}.scale"], axis=0),
        helper.make_node("Cast", [f"{out}.int8"], [f"{out}.wide"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [f"{out}.wide", f"{out}.scale"], [out]),
    ]
