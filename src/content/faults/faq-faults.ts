/** What can be wrong with the grammar of a file of questions and answers. */

export const FAQ_FAULTS = {
  'faq.no-folder': [
    'the FAQ folder cannot be read',
    'create it with a folder per language, or set FAQ_DIR to where the FAQ is',
  ],
  'faq.language': [
    '"{name}" is not a language of this shop',
    'name it after a language of the shop: {languages}',
  ],
  'faq.folder-inside': ['is a folder inside a language', 'put the files directly into the language folder'],
  'faq.not-read': ['is not read', 'FAQ files end in .md; move others elsewhere'],
  'faq.too-many': [
    'holds more than {max} entries',
    'split the FAQ over several shops, or remove what nobody asks',
  ],
  'faq.front-unfinished': [
    'begins a block with --- that never ends',
    'put a line with --- after tags, owner and reviewBy',
  ],
  'faq.before-first': [
    'text before the first question belongs to no answer',
    'begin every question with "## Question {#id}"; a note to editors: <!-- note: … -->',
  ],
  'faq.no-question': [
    'holds no question',
    'write "## Question {#id}", other phrasings as a list, then the answer',
  ],
  'faq.cut-off': [
    'ends in the middle of a sentence: it may have been cut off',
    'finish the last sentence, or press Enter at the end of the file if it is whole',
  ],
  'faq.no-id': ['the question "{question}" has no id', 'end the line with {#{id}}'],
  'faq.bad-id': [
    'the id "{id}" is not well formed',
    'use small Latin letters, digits and hyphens, such as {#{suggestion}}',
  ],
  'faq.empty-question': ['the entry "{id}" has no question', 'write the question before {#…}'],
  'faq.long-question': ['the question is longer than {max} characters', 'say it shorter'],
  'faq.question-slot': [
    'the question holds {{{slot}}}, whose value is known only when an answer is said',
    'write the question without it',
  ],
  'faq.few-phrasings': [
    '"{id}" has {count} other phrasings, so it will be found badly',
    'add other ways to ask as a list directly below the question, at least {least}, better 5–8',
  ],
  'faq.phrasing-shape': [
    'another phrasing must be one plain line',
    'write "- " and the words a customer would use',
  ],
  'faq.phrasing-link': [
    'a link stands in the list of phrasings',
    'write the answer between the list of phrasings and the links',
  ],
  'faq.phrasing-long': ['a phrasing is longer than {max} characters', 'say it as a customer would'],
  'faq.phrasing-twice': ['the phrasing "{phrasing}" is there twice in "{id}"', 'remove one'],
  'faq.many-phrasings': ['"{id}" has {count} phrasings', 'keep at most {max}'],
  'faq.no-answer': [
    '"{id}" has no answer',
    'write the answer as a paragraph below the list (a list alone counts as phrasings)',
  ],
  'faq.long-answer': [
    'the answer of "{id}" is longer than {max} characters',
    'shorten it, or split the entry in two and link them with faq:',
  ],
  'faq.many-buttons': ['"{id}" has {count} buttons', 'keep at most {max}'],
  'faq.comment': ['unknown comment "{name}"'],
  'faq.html': [
    'HTML ({html}) cannot be shown in a messenger',
    'use **bold**, _italic_, [words](https://…); comments stand on lines of their own: <!-- validTo: 2026-12-31 -->',
  ],
  'faq.date': ['{name} "{value}" is not a date', 'write it as 2026-12-31'],
  'faq.dates-swapped': [
    'validFrom is after validTo, so the answer would never be given',
    'swap the two dates; dates of the whole file stand at its top',
  ],
  'faq.no-channel': [
    'channels names no channel',
    'write their names with commas, or take the line out: then it is for all',
  ],
  'faq.unknown-channel': ['there is no channel "{name}"'],
  'faq.heading': [
    'a heading inside an answer cannot be shown in a messenger',
    'write the words in **bold** on a line of their own',
  ],
  'faq.quote': [
    'a quotation (a line that begins with >) cannot be shown in a messenger',
    'write a plain paragraph',
  ],
  'faq.code': [
    'a block of code (an indented or fenced text) cannot be shown in a messenger',
    'remove the indentation, or use `short code` in a line',
  ],
  'faq.ruler': ['a ruler (---) cannot be shown in a messenger', 'leave an empty line between paragraphs'],
  'faq.table': [
    'a table cannot be shown in a messenger',
    'write a list: one line per row, beginning with "- "',
  ],
  'faq.reference': [
    'a reference link ([name]: address) cannot be shown in a messenger',
    'write the address in the link itself: [words](https://…)',
  ],
  'faq.shape': [
    '"{kind}" cannot be shown in a messenger',
    'write plain words, lists, **bold**, _italic_ or [words](https://…)',
  ],
  'faq.picture': ['a picture cannot stand in an answer', 'write a link to it: [see the picture](https://…)'],
  'faq.list-item': [
    'a list item holds more than one line of text',
    'keep one short paragraph per item; no lists inside lists',
  ],
  'faq.link-inside': [
    'the link "{url}" stands inside a sentence',
    'put it on a line of its own: it becomes a button under the answer',
  ],
  'faq.link-scheme': [
    'the link "{url}" cannot be shown everywhere',
    'write the number or address as plain text',
  ],
  'faq.link-nowhere': [
    'the link "{url}" leads nowhere',
    'begin it with https://, or use flow:…, faq:… or operator: on a line of its own',
  ],
  'faq.link-address': ['the link "{url}" is no whole address', 'copy it from the address bar of the browser'],
  'faq.link-insecure': [
    'the link "{url}" is not secure: messengers warn of http',
    'write https:// if the site has it',
  ],
  'faq.link-unfinished': ['a link is not finished: its closing bracket is missing', 'write [words](address)'],
  'faq.link-slot': [
    'the link holds {{{slot}}}, whose value is known only when an answer is said',
    'write the address without it',
  ],
  'faq.button-words': ['the link "{url}" has no words', 'write [words](…)'],
  'faq.button-long': ['the button "{label}" is longer than {max} characters', 'shorten it'],
  'faq.button-target': ['the link "{url}" does not say where to', 'write {to}:<name>'],
  'faq.unknown-slot': ['the slot {{{slot}}} is not in shop.yaml'],
  'faq.unfinished-slot': ['a slot is not finished', 'write {{shop.phone}} with two brackets on each side'],
  'faq.too-deep': [
    'lists or quotes nest deeper than any messenger shows',
    'write plain paragraphs and lists of one level',
  ],
  'faq.long-line': [
    'a line is longer than {max} characters',
    'break it into lines and paragraphs, or remove what was pasted by mistake',
  ],
  'faq.long-entry': [
    'an entry is longer than {lines} lines or {max} characters',
    'split it, or remove what was pasted by mistake',
  ],
  'faq.many-marks': [
    'an entry holds more than {max} signs such as * _ [ or <',
    'write plainly, or remove what was pasted by mistake',
  ],
  'faq.many-faults': [
    '{count} more faults in this file are not shown',
    'mend those above first, and check again',
  ],
  'faq.long-front': [
    'the block between --- at the top is longer than {max} characters',
    'keep owner, reviewBy, dates, channels and tags there, and nothing else',
  ],
} as const;
