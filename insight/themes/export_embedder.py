"""Makes the local int8 embedder from the packaged all-MiniLM-L6-v2; the home of torch, transformers and onnx."""

import logging
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from insight.errors import Damaged
from insight.minilm import WEIGHTS
from insight.themes.manifest import Manifest, read, sha256

NAME = "all-MiniLM-L6-v2-int8"
LEAST_COSINE = 0.985  # below this, search results began to differ from the reference's
OPSET = 17
# Two megabytes in full precision, chosen one part at a time on the sentences below: with weights of seven bits and
# channels of their own the least cosine is .986 (without, .915) at three times the speed of torch.
KEPT_WHOLE = ("position_embeddings", "token_type_embeddings", "layer.5/attention")
_FILES = ("model.onnx", "tokenizer.json")

# Sentences in several voices and lengths; the export is refused if int8 bends any of them too far.
REFERENCE_SENTENCES = (
    "They listened.",
    "Nobody made me tell it again.",
    "I waited three hours at the pharmacy and then they said the script had not come through.",
    "honestly it was the best thing that couldve happened, she just sat with me and didnt say much",
    "We are asked to count people in and out, and nobody asks us whether any of them are all right.",
    "My keyworker changed four times in a year.",
    "The hostel was loud and I could not sleep, so I went back to the car park where at least I knew everyone.",
    "What would help is one person who knows the whole of it.",
    "I'm ten months sober and I have my daughter at weekends again. I never thought I would say that.",
    "He was put out on a Friday afternoon with a bag and a phone number that rang out.",
    "In the meeting everybody agreed to share the risk. On the ward nobody had heard of it.",
    "The allotment on Tuesdays: tea, mud, no forms.",
)


def export(source: Path, folder: Path) -> Manifest:
    """Write the int8 model, its tokenizer and a manifest into `folder`, all or nothing, and return the manifest.

    The model takes `input_ids` and `attention_mask` (1, tokens) and gives one mean-pooled unit vector (1, 384).
    Two processes may export at once: each builds in a folder of its own and the first to finish is kept.
    Damaged: the weights cannot be read, or int8 comes out further than cosine 0.985 from them.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    work.chmod(0o755)
    try:
        cosine = _build(source, work)
        made = Manifest(NAME, sha256(source / WEIGHTS), cosine, {name: sha256(work / name) for name in _FILES})
        made.write(work)
        return _put(work, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _build(source: Path, work: Path) -> float:
    """Export, quantise and check in `work`; returns the least cosine between int8 and the reference."""
    import onnxruntime
    from onnxruntime.quantization import QuantType, quantize_dynamic

    module, tokenizer = _reference(source)
    full = work / "full.onnx"
    _write_onnx(module, tokenizer, full)
    logging.disable(logging.WARNING)  # it advises a step that changes nothing for this model
    quantize_dynamic(
        full,
        work / _FILES[0],
        weight_type=QuantType.QInt8,  # unsigned ones come nearer (.988) but run at half the speed
        per_channel=True,
        reduce_range=True,  # seven bits: eight saturate on processors without VNNI
        nodes_to_exclude=_kept_whole(full),
    )
    logging.disable(logging.NOTSET)
    full.unlink()
    shutil.copyfile(source / _FILES[1], work / _FILES[1])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(work / _FILES[0]), options, providers=["CPUExecutionProvider"])
    cosine = min(_cosine(module, tokenizer, session, sentence) for sentence in REFERENCE_SENTENCES)
    if cosine < LEAST_COSINE:
        raise Damaged(
            f"The compact model came out too far from its source (cosine {cosine:.3f}, at least {LEAST_COSINE}). "
            "Nothing was kept. Check the installed versions against requirements.txt."
        )
    return round(cosine, 4)


def _kept_whole(model: Path) -> list[str]:
    """Names of the graph's nodes that stay in full precision."""
    import onnx

    nodes = onnx.load(str(model)).graph.node
    return [node.name for node in nodes if any(part in node.name for part in KEPT_WHOLE)]


def _reference(source: Path) -> tuple[Any, Any]:
    """The torch module that mean-pools and normalises, and its tokenizer, from local files only."""
    import torch
    from transformers import BertModel, BertTokenizerFast
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()

    class Pooled(torch.nn.Module):  # type: ignore[misc]  # torch carries no types we follow
        def __init__(self, encoder: Any) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
            pooled = (hidden * mask).sum(1) / mask.sum(1)
            return torch.nn.functional.normalize(pooled, dim=1)

    try:
        encoder = BertModel.from_pretrained(
            str(source), local_files_only=True, attn_implementation="eager", add_pooling_layer=False
        )
        tokenizer = BertTokenizerFast(tokenizer_file=str(source / _FILES[1]))
    except Exception as broken:
        raise Damaged(
            "The packaged weights of all-MiniLM-L6-v2 cannot be read. Nothing was changed. "
            "Install requirements.txt again and try once more."
        ) from broken
    return Pooled(encoder).eval(), tokenizer


def _write_onnx(module: Any, tokenizer: Any, path: Path) -> None:
    """Trace the module with axes for any number of tokens; the older exporter, as the newer one needs more packages."""
    import torch

    sample = tokenizer(REFERENCE_SENTENCES[2], return_tensors="pt")
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer's doubts are settled by the cosine check that follows
        torch.onnx.export(
            module,
            (),
            str(path),
            kwargs={"input_ids": sample["input_ids"], "attention_mask": sample["attention_mask"]},
            input_names=["input_ids", "attention_mask"],
            output_names=["vector"],
            dynamic_axes={"input_ids": {1: "tokens"}, "attention_mask": {1: "tokens"}},
            opset_version=OPSET,
            dynamo=False,
        )


def _cosine(module: Any, tokenizer: Any, session: Any, sentence: str) -> float:
    """How near int8 comes to the reference on one sentence."""
    import torch

    encoded = tokenizer(sentence, return_tensors="pt")
    inputs = {name: encoded[name] for name in ("input_ids", "attention_mask")}
    with torch.no_grad():
        reference = module(**inputs)[0].numpy()
    small = session.run(None, {name: value.numpy() for name, value in inputs.items()})[0][0]
    return float(np.dot(reference, small) / (np.linalg.norm(reference) * np.linalg.norm(small)))


def _put(work: Path, folder: Path) -> Manifest:
    """Move the finished folder to its place; where another process was first and whole, keep the other's."""
    try:
        work.rename(folder)
    except OSError:
        if (folder / "manifest.json").is_file():
            return read(folder)
        shutil.rmtree(folder, ignore_errors=True)
        work.rename(folder)
    return read(folder)
