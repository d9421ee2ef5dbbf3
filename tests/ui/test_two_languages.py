"""What the pages say is in the catalogue: nothing of it stands in a template in one language."""

import re

from config.environment import ROOT

JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠々「」『』（）、。：；～〜？！]")
# Papers are Japanese; the gallery's families are examples.
LEFT_OUT = ("pdf", "gallery", "_gallery_member")
CODE = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)


def test_no_template_of_a_page_has_words_of_one_language():
    found = []
    for template in sorted((ROOT / "templates").rglob("*.html")):
        if template.stem not in LEFT_OUT and template.parent.name not in LEFT_OUT:
            text = CODE.sub("", template.read_text()).replace(">日本語</button>", "")
            found += [f"{template.name}: {line.strip()}" for line in text.splitlines() if JAPANESE.search(line)]
    assert found == []
