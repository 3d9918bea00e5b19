"""Insight, a story bank for Human Learning Systems: listen → protect → keep → understand → feel → learn → share."""

import os

__version__ = "0.1.0"

# Libraries of ours that would call their makers, told not to before any of them is imported, here and in every process
# started from here: ONNX Runtime has sent events from Linux since 1.29 (docs/Privacy.md), Chroma counts its users,
# and the model libraries look for newer models.
os.environ.update(ORT_DISABLE_TELEMETRY="1", ANONYMIZED_TELEMETRY="False", HF_HUB_OFFLINE="1", DO_NOT_TRACK="1")
