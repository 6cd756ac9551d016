"""Chat templates: how messages become the one string that a model continues."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2.sandbox import ImmutableSandboxedEnvironment

from scripts.reference.arrays import require

#: A message has a role ("system", "user", "assistant") and a content.
Message = dict[str, str]

# --8<-- [start:internlm2]
#: chat_template in tokenizer_config.json of InternLM2-Chat-20B.
INTERNLM2 = (
    "{{ bos_token }}{% for message in messages %}"
    "{{'<|im_start|>' + message['role'] + '\n' + message['content']"
    " + '<|im_end|>' + '\n'}}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}"
    "{% endif %}"
)
# --8<-- [end:internlm2]

#: The format of the models distilled from DeepSeek-R1: without tools, at most one system message.
R1_DISTILL = (
    "{{ bos_token }}"
    "{% for m in messages if m.role == 'system' %}{{ m.content }}{% endfor %}"
    "{% for m in messages %}"
    "{% if m.role == 'user' %}{{ '<｜User｜>' + m.content }}{% endif %}"
    "{% if m.role == 'assistant' %}"
    "{{ '<｜Assistant｜>' + m.content.split('</think>')[-1] + eos_token }}{% endif %}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<｜Assistant｜><think>\n' }}{% endif %}"
)

#: What the template of Qwen3 adds at the end where thinking is switched off.
EMPTY_THOUGHT = "<think>\n\n</think>\n\n"


# --8<-- [start:render]
def render(
    template: str,
    messages: Sequence[Message],
    *,
    add_generation_prompt: bool = False,
    bos_token: str = "",
    eos_token: str = "",
) -> str:
    """Return the string a model sees, as Transformers renders it.

    add_generation_prompt: end with the opening of a model's turn.
    """
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(template).render(
        messages=messages,
        add_generation_prompt=add_generation_prompt,
        bos_token=bos_token,
        eos_token=eos_token,
    )


# --8<-- [end:render]


# --8<-- [start:learned]
def learned(template: str, messages: Sequence[Message]) -> list[str]:
    """Return the pieces of a conversation that bear the loss.

    The answers of the assistant with the token that ends them; what is
    rendered before an answer is the prompt and bears none.

    Raises:
        ValueError: if the template changes an earlier turn later on.
    """
    whole = render(template, messages)
    pieces = []
    for i, message in enumerate(messages):
        if message["role"] == "assistant":
            start = render(
                template, messages[:i], add_generation_prompt=True
            )
            end = render(template, messages[: i + 1])
            stable = end.startswith(start) and whole.startswith(end)
            require(stable, "the template rewrites earlier turns")
            pieces.append(end[len(start) :])
    return pieces


# --8<-- [end:learned]
