"""How htmx behaves on every page (https://htmx.org/docs/#config)."""

from __future__ import annotations

import json

CONFIG = json.dumps(
    {
        "allowEval": False,
        "includeIndicatorStyles": False,
        "historyCacheSize": 0,
        "defaultSettleDelay": 0,
        "selfRequestsOnly": True,
        "timeout": 30000,  # milliseconds
        "scrollBehavior": "auto",
        # A refused form takes its own place; any other error becomes a message beside what is on the page.
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "422", "swap": True, "error": True},
            {
                "code": "[45]..",
                "swap": True,
                "error": True,
                "target": "#messages",
                "swapOverride": "beforeend",
            },
        ],
    },
    separators=(",", ":"),
)
