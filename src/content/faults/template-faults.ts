/** What can be wrong with a template that a platform has to approve. */

export const TEMPLATE_FAULTS = {
  'template.not-read': ['is not read: templates end in .yaml', 'rename the file or put it elsewhere'],
  'template.name': [
    '"{name}" is no name of a template',
    'name the file with a-z, 0-9 and _ only, as at the platform',
  ],
  'template.slot-twice': ['a slot is listed twice', 'keep one of the two'],
  'template.unknown-slot': [
    `nothing fills the slot "{slot}" of an operator's reply`,
    'use text, operator and shop',
  ],
  'template.no-text': [`an operator's reply has no slot for what was written`, 'add the slot text'],
  'template.not-utility': [
    `an operator's reply is not utility`,
    'write category: utility; an answer is no advertising',
  ],
  'template.no-slot': [
    '"{{{slot}}}" is no slot',
    'slots are numbers: {{1}} is the first of slots, {{2}} the second',
  ],
  'template.unused-slot': ['{{{slot}}} is not in the text', 'use every slot, or take it off the list'],
  'template.unlisted-slot': ['{{{slot}}} has no slot', 'name it in slots, in this order'],
  'template.too-long': ['the text has {count} characters', 'write at most {max}, slots included'],
  'template.slot-at-edge': [
    'begins or ends with a slot, which is refused',
    'put words before the first and after the last one',
  ],
  'template.slots-touch': ['has two slots side by side, which is refused', 'put words between them'],
  'template.odd-spaces': ['has tabs, more than four spaces or more than one empty line', 'take them out'],
} as const;
