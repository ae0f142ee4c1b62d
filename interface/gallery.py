"""The made-up content of the component page."""


def context() -> dict[str, object]:
    return {}
