"""Everybody who could ask for Ana's pay, by what they are to her on 14 August 2024."""

KINDS = {
    "self": "ana",
    "peer": "cho",  # with the same manager
    "manager": "ben",
    "skip-level": "dee",  # her manager's manager
    "another's manager": "eli",
    "former manager": "hal",  # until June
    "admin": "gus",
    "left": "ida",
    "guest": "lou",
    "deactivated": "mia",
    "outsider": "ned",
    "unknown": "pat",  # one of two with that email
    "app": "robot",
}
# Those whom we show nobody's pay, not even their own, whatever they press.
STRANGERS = ("left", "guest", "deactivated", "outsider", "unknown", "app")

# Ana's amounts, in cents; nobody else has any of them.
ANAS = {
    564_005,  # the third quarter
    150_005,  # its renewal of Alder
    600_001,  # her share of the upsell of Birch
    384_000,  # her bonus
    434_000,  # the second quarter
    444_050,  # with its adjustment
    10_050,  # that
    160_000,  # what she thinks that Alder should be
    9_995,  # and what is missing to it
}
