/** What can be wrong with questions and answers that are each well written: beside one another, with the time, on the channels. */

export const FAQ_SET_FAULTS = {
  'faq.id-twice': ['the id "{id}" is already used in {place}', 'give one of the two another id'],
  'faq.no-answers-in': [
    'there are no answers in "{language}"',
    'put files into {folder}, or take the language out of shop.yaml',
  ],
  'faq.not-translated': [
    '"{id}" is not translated into "{language}"',
    'add "## … {#{id}}" to a file in {folder}; until then another language is shown',
  ],
  'faq.stale': [
    '"{id}" is older than its original: {original} was changed since',
    'bring it up to date; if it still says the same: npm run faq:check -- --translated {id}',
  ],
  'faq.link-no-entry': ['the link faq:{id} leads to no entry'],
  'faq.link-no-flow': ['the link flow:{flow} leads to no flow'],
  'faq.link-hidden': [
    'the link faq:{id} leads to "{question}", which is not answered everywhere this one is',
    'give both the same channels and dates; where it is not answered the button is left out',
  ],
  'faq.link-dead': [
    'the link "{url}" does not answer: {reason}',
    'open it in a browser; mend it or take it out',
  ],
  'faq.phrasing-shared': [
    '"{phrasing}" also stands in "{question}"',
    'leave it in the entry whose answer fits, or the bot has to ask which is meant',
  ],
  'faq.phrasing-trigger': [
    '"{phrasing}" already leads to "{question}"',
    'leave it out here: these words begin something else',
  ],
  'faq.phrasing-command': [
    '"{phrasing}" is a command ({command}) and never reaches the answers',
    'leave it out, or say more: a whole question',
  ],
  'faq.stolen': [
    'if "{phrasing}" did not stand here, it would be answered ({percent} sure) by "{question}"',
    'add phrasings like this one here; if the other answer fits it better, move it there',
  ],
  'faq.review': ['was to be reviewed by {date}{who}', 'read it through, then set a new date'],
  'faq.expired': [
    '"{id}" is over since {date}: nobody gets this answer',
    'remove the entry, or give it a new date',
  ],
  'faq.far-off': [
    '"{id}" is not answered before {date}',
    'check the year; nobody gets this answer until then',
  ],
  'faq.unasked': [
    '"{id}" was not asked for in {days} days',
    'add phrasings as customers say it, or remove what nobody needs',
  ],
  'faq.mixed-letters': [
    '"{word}" mixes alphabets: {letters} typed on the other keyboard layout',
    'type the word anew in one layout: customers will not be understood otherwise',
  ],
  'faq.wrong-language': [
    '"{id}" looks like "{found}", but the file is for "{language}"',
    'move it to the folder of its language, or translate it',
  ],
  'faq.long-text': [
    'the answer of "{id}" has {count} characters, more than a phone shows at once ({max})',
    'say the main thing, and lead to the rest with faq:',
  ],
  'faq.many-parts': [
    'the answer of "{id}" becomes {count} messages on {channels}',
    'shorten it, or split it and link the parts with faq:',
  ],
  'faq.long-label': [
    'the button "{label}" has {count} characters; {channels} shows {max} whole',
    'shorten it: otherwise it is cut, or becomes a number to type',
  ],
  'faq.label-twice': ['two buttons of "{id}" read "{label}"', 'word them differently'],
  'faq.phrasing-grave': [
    '"{phrasing}" sounds like trouble ({kind}): a person is called before the answers are asked',
    'say it without the heavy word, or leave it to people',
  ],
} as const;
