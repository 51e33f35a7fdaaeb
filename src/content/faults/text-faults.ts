/** What can be wrong with the wordings of flows, the shop's own included. */

export const TEXT_FAULTS = {
  'text.no-list': [
    '"{key}" is not a list of texts',
    'write 1…{max} texts, each in quotes if it holds ": " or begins with a mark',
  ],
  'text.none': ['"{key}" holds no text', 'write a text in quotes, a list of texts, or nested keys'],
  'text.key': ['the key "{key}" is not well formed', 'use Latin letters and digits'],
  'text.empty': ['"{key}" is empty', 'write a text'],
  'text.too-long': ['"{key}" is longer than {max} characters', 'shorten it'],
  'text.lone-brace': ['"{key}" has a lone "{mark}"', 'write {slot} with both braces, or \\{ for a brace'],
  'text.slot-name': ['"{key}" has a slot {{name}}', 'name slots in Latin letters: {orderNumber}'],
  'text.forms-2': ['"{key}" counts with {forms} forms where "{language}" has 2', 'write {n|minute|minutes}'],
  'text.forms-3': [
    '"{key}" counts with {forms} forms where "{language}" has 3',
    'write {n|минута|минуты|минут}',
  ],
  'text.twice': ['the key "{key}" is already used in {place}', 'rename or remove one of the two'],
  'text.no-folder': ['the folder of flows cannot be read', 'restore it from the repository'],
  'text.language': [
    '"{language}" is not a language of ours',
    'name it texts.<language>.yaml with {languages}',
  ],
  'text.missing': [
    'the text "{key}" is missing in "{language}"',
    'add it to texts.{language}.yaml beside this file',
  ],
  'text.lacks-slot': [
    '"{key}" does not use the slot {{slot}} that {place} has',
    'put {{slot}} where it belongs',
  ],
  'text.extra-slot': ['"{key}" uses the slot {{slot}} that {place} lacks'],
  'text.nothing-to-replace': ['there is no text "{key}" to replace'],
  'text.unknown-slot': ['"{key}" has no slot {{slot}}'],
  'text.unknown-setting': ['"{key}" shows {{slot}}, which is not in shop.yaml'],
} as const;
