"""Chat templates: rendered like Transformers does; what they open, close, drop and learn."""

from __future__ import annotations

from typing import Any

import pytest
from transformers.utils.chat_template_utils import render_jinja_template

from scripts.reference.chat_templates import INTERNLM2, R1_DISTILL, Message, learned, render

CHAT: list[Message] = [
    {"role": "system", "content": "Be brief."},
    {"role": "user", "content": "1+1?"},
    {"role": "assistant", "content": "2"},
    {"role": "user", "content": "Times 3?"},
]


def test_the_shown_string() -> None:
    assert render(INTERNLM2, CHAT[1:2], add_generation_prompt=True, bos_token="<s>") == (
        "<s><|im_start|>user\n1+1?<|im_end|>\n<|im_start|>assistant\n"
    )


@pytest.mark.parametrize("template", [INTERNLM2, R1_DISTILL])
@pytest.mark.parametrize("opened", [False, True])
def test_transformers_renders_the_same(template: str, opened: bool) -> None:
    rendered: Any = render_jinja_template(
        conversations=[CHAT],
        chat_template=template,
        add_generation_prompt=opened,
        bos_token="<s>",
        eos_token="</s>",
    )
    ours = render(template, CHAT, add_generation_prompt=opened, bos_token="<s>", eos_token="</s>")
    assert rendered[0] == [ours]


def test_r1_puts_the_system_message_bare_and_opens_the_thought_itself() -> None:
    text = render(R1_DISTILL, CHAT, add_generation_prompt=True, bos_token="<s>", eos_token="</s>")
    assert text == (
        "<s>Be brief.<｜User｜>1+1?<｜Assistant｜>2</s><｜User｜>Times 3?<｜Assistant｜><think>\n"
    )


def test_r1_drops_the_thoughts_of_earlier_turns() -> None:
    answer = {"role": "assistant", "content": "easy</think>2"}
    assert "easy" not in render(R1_DISTILL, [*CHAT[:2], answer, CHAT[3]])


def test_only_answers_and_their_ends_bear_the_loss() -> None:
    again = {"role": "assistant", "content": "6"}
    assert learned(INTERNLM2, [*CHAT, again]) == ["2<|im_end|>\n", "6<|im_end|>\n"]


def test_a_template_that_rewrites_turns_cannot_be_split() -> None:
    with pytest.raises(ValueError, match="rewrites"):
        learned(R1_DISTILL, CHAT)


def test_a_template_does_not_run_code() -> None:
    with pytest.raises(Exception, match="unsafe"):
        render("{{ messages.__class__.__mro__ }}", CHAT)
