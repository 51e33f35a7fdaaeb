/** What can be wrong with a script: its steps, where they lead, what they say. */

export const SCRIPT_FAULTS = {
  'script.too-many': ['holds more than {max} scripts', 'put those that no longer serve elsewhere'],
  'script.file-name': [
    'is not the name of a script',
    'name scripts with small Latin letters, digits and hyphens: too-dear.yaml',
  ],
  'script.name-taken': ['"{name}" is already the name of a flow or a script', 'name the file differently'],
  'script.round-of-scripts': ['loop without exit: {way}', 'ask something on the way, or let one of them end'],
  'script.too-many-facts': [
    'keeps {count} facts, at most {max} are possible',
    'keep only what a later step or the operator needs',
  ],
  'script.unreachable': [
    'step "{step}" cannot be reached',
    'lead to it with `to:` or a choice, or take it out',
  ],
  'script.round': ['loop without exit: {way}', 'ask something on the way, or end it'],
  'script.endless': [
    'loop without exit: from step "{step}" no way leads to an end',
    'add a choice that leads to a step with end, person or flow',
  ],
  'script.says-in-a-row': [
    'step "{step}" begins {count} messages in a row',
    'put them together; at most {max} come in a row',
  ],
  'script.not-known-yet': [
    'step "{step}" says {{fact}}, which may not be known yet',
    'ask for it before on every way here, or go round this step with `if: … known: true`',
  ],
  'script.not-always-told': [
    'step "{step}" says {{fact}}, which may not be known yet',
    'the shop does not always tell it: move the sentence into a paragraph of its own under `more:`',
  ],
  'script.no-step': ['step "{step}" leads to "{to}", which does not exist'],
  'script.no-flow': ['step "{step}" leads to the flow "{flow}", which does not exist'],
  'script.no-fact': ['step "{step}" asks about the fact "{fact}", which nothing keeps'],
  'script.not-looked-up': [
    'step "{step}" asks about the fact "{fact}", which nothing keeps',
    'look it up before: lookUp: {lookUp}',
  ],
  'script.no-way-on': ['step "{step}" does not say where to go on', 'add `to: <step>`'],
  'script.dead-end': [
    'step "{step}" is a dead end',
    'add `to: <step>`, `choices:`, `ask:`, `lookUp:`, `flow:`, `person:` or `end: true`',
  ],
  'script.several-ways': ['step "{step}" goes several ways at once: {ways}', 'keep one of them'],
  'script.no-else': ['step "{step}" does not say where to go when nothing fits', 'add `else: <step>`'],
  'script.else-alone': ['step "{step}" has `else` without `if`', 'write `to:` instead'],
  'script.idle-to': ['step "{step}" has a `to` that is never followed', 'leave `to` out'],
  'script.keep-alone': ['step "{step}" keeps an answer that is not asked for', 'add `ask:`'],
  'script.ask-nowhere': ['step "{step}" asks and leads nowhere', 'add `to: <step>` for the answer'],
  'script.yes-no-nowhere': [
    'step "{step}" asks for yes or no and leads nowhere',
    'add `yes: <step>` and `no: <step>`',
  ],
  'script.yes-no-choices': [
    'step "{step}" has choices besides yes and no',
    'leave `ask: yesNo` out and write both choices',
  ],
  'script.yes-no-alone': ['step "{step}" has `{key}` without `ask: yesNo`', 'add `ask: yesNo`'],
  'script.idle-unclear': ['step "{step}" has `unclear` but asks nothing', 'leave `unclear` out'],
  'script.outcome-alone': ['step "{step}" has `{key}` without `lookUp`', 'add `lookUp:`'],
  'script.outcome-of-hours': [
    'step "{step}" has `{key}` which `lookUp: hours` does not have',
    'write `to: <step>`',
  ],
  'script.no-outcome': ['step "{step}" does not say where to go with `{key}`', 'add `{key}: <step>`'],
  'script.which-product': [
    'step "{step}" looks up a product, but not which',
    'add `about:` with the fact that keeps its name',
  ],
  'script.about-nothing': ['step "{step}" looks up the fact "{fact}", which nothing keeps'],
  'script.idle-about': ['step "{step}" has an `about` that is never looked at', 'leave `about` out'],
  'script.cheaper-than': [
    'step "{step}" looks for something cheaper than nothing',
    'look up the product before: `lookUp: product`',
  ],
  'script.more-alone': ['step "{step}" has `more` without `say`', 'write the first paragraph under `say:`'],
  'script.asks-silently': ['step "{step}" asks without words', 'add `say:` with the question'],
  'script.ends-silently': ['step "{step}" ends without a word', 'add `say:` with a farewell'],
  'script.no-text': ['"{key}" has no text in: {languages}', 'write it in each language of the shop'],
  'script.facts-only': ['"{key}" can show facts only', 'name facts: {trouble}'],
  'script.unknown-slot': ['"{key}" has an unknown slot {{slot}}'],
  'script.same-choices': ['step "{step}" has two choices that read "{label}"', 'word them differently'],
  'script.long-choice': [
    'step "{step}" has a choice of {count} characters: "{label}"',
    'say it in {max}: a longer one makes a list that has to be opened on some phones',
  ],
} as const;
