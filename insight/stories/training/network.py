"""The tagger as it is trained: MiniLM's layers over fixed vectors of word pieces, with capitals; and its int8 form."""

import logging
import warnings
from pathlib import Path
from typing import Any

from insight.minilm import packaged_source
from insight.stories.pieces import CASES
from insight.stories.tags import TAGS

_OPSET = 17
_WIDTH = 384


def network(dropout: float) -> Any:
    """A torch module from (1, n, 384) vectors and (1, n) cases, with a mask, to (1, n, tags) scores."""
    import torch
    from transformers import BertModel
    from transformers.utils import logging as told

    told.set_verbosity_error()
    told.disable_progress_bar()

    class Network(torch.nn.Module):  # type: ignore[misc]  # torch carries no types we follow
        def __init__(self) -> None:
            super().__init__()
            self.encoder = BertModel.from_pretrained(
                str(packaged_source()), local_files_only=True, add_pooling_layer=False, attn_implementation="eager",
                hidden_dropout_prob=dropout, attention_probs_dropout_prob=dropout,
            )  # fmt: skip
            self.cases = torch.nn.Embedding(CASES, _WIDTH)
            torch.nn.init.zeros_(self.cases.weight)
            self.dropout = torch.nn.Dropout(dropout)
            self.head = torch.nn.Linear(_WIDTH, len(TAGS))

        def forward(self, vectors: Any, cases: Any, mask: Any = None) -> Any:
            seen = self.encoder(inputs_embeds=vectors + self.cases(cases), attention_mask=mask).last_hidden_state
            return self.head(self.dropout(seen))

        def taught(self, rate: float, head_rate: float) -> list[dict[str, Any]]:
            """What learns and how fast; the vectors of word pieces stay as they are packaged."""
            self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
            new = [*self.head.parameters(), *self.cases.parameters()]
            known = {id(one) for one in new}
            old = [one for one in self.parameters() if one.requires_grad and id(one) not in known]
            return [{"params": old, "lr": rate}, {"params": new, "lr": head_rate}]

    return Network()


def write_int8(trained: Any, to: Path) -> None:
    """Write the network as ONNX with weights of seven bits, without the vectors of word pieces it is given."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    class Chances(torch.nn.Module):  # type: ignore[misc]
        def forward(self, vectors: Any, cases: Any) -> Any:
            return torch.softmax(trained(vectors, cases), dim=-1)

        def __init__(self) -> None:
            super().__init__()
            self.trained = trained

    full = to.with_suffix(".full")
    trained.encoder.embeddings.word_embeddings = torch.nn.Embedding(1, _WIDTH)  # not asked for any more
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer's doubts are settled by measuring what comes out
        torch.onnx.export(
            Chances().eval(), (torch.zeros(1, 8, _WIDTH), torch.zeros(1, 8, dtype=torch.long)), str(full),
            input_names=["vectors", "cases"], output_names=["chances"],
            dynamic_axes={"vectors": {1: "pieces"}, "cases": {1: "pieces"}}, opset_version=_OPSET, dynamo=False,
        )  # fmt: skip
    logging.disable(logging.WARNING)  # it advises a step that changes nothing for this model
    quantize_dynamic(full, to, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    logging.disable(logging.NOTSET)
    full.unlink()
