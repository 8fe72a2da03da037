"""The words people read. Source strings are Vietnamese, the language of the users and of the law."""


def vi(sentence: str) -> str:
    """Mark a Vietnamese sentence for the translation catalogue; returns it unchanged.

    `locale/en` holds the translation; whoever shows the sentence translates it. Facts stand as `{name}`.
    """
    return sentence
