/**
 * Writes docs/channels.md from the facts of every platform and the skips of its contract tests. What is said about buttons,
 * lists and cards is asked of the same function that shows them, so that the page cannot tell another story.
 */
import { LIMITS } from '../../src/core/limits.ts';
import type { ChannelFacts } from '../../src/core/ports/channel.ts';
import { planContent, type Planned } from '../../src/rendering/plan-content.ts';
import type { ChannelContract } from '../bots/support/channel-rig.ts';

export interface DocumentedChannel {
  title: string;
  facts: ChannelFacts;
  /** How updates can arrive. */
  intakes: ChannelFacts['intake'][];
  skips: ChannelContract['skips'];
}

export const CHANNELS_PAGE = 'docs/channels.md';

type Row = [what: string, tell: (channel: DocumentedChannel) => string];

/** The page, ready for prettier. */
export function channelsPage(channels: DocumentedChannel[]): string {
  return [
    '# What becomes of a message on each channel',
    'This page is written by `npm run docs:channels` from the facts of the adapters (`bots/<channel>/facts.ts`); a test fails when it is out of date. How each channel is set up stands in [docs/channels/](channels/).',
    'Flows and operators say one thing for all channels: words in a small markup, choices, links, cards, a picture or a file, a place, a wish for a number. What a channel cannot show becomes the next best thing. It is decided in one place, `src/rendering/plan-content.ts`.',
    '## What we say',
    table(channels, SAID),
    'Wherever choices are numbered, a number or the words are taken as an answer. A longer text is cut at a paragraph, else a line, a sentence, a word, and never inside a character as a reader counts them; choices stay with its last piece. A text longer than ten messages ends with a mark. Words that do not fit under a picture follow it. What an operator or a customer wrote is never read as markup.',
    '## Files',
    `Of any file at most ${LIMITS.mediaBytes / 1_000_000} MB are kept, whatever a platform would take. A picture that is too large to be shown as one goes as a file; the console says so, and what the limit is, before anything is chosen.`,
    table(channels, FILES),
    '## What a channel tells us, and when we may write',
    table(channels, KNOWN),
    '## What the common tests leave out',
    'Every adapter passes one suite (`tests/contracts/channel-contract.ts`) against its own emulator over HTTP. Left out is only what a platform does not have:',
    skipsTable(channels),
  ].join('\n\n');
}

const choices = (count: number, label: string): Planned => ({
  buttons: Array.from({ length: count }, (_, index) => ({
    kind: 'reply' as const,
    label: `${label}${index}`,
  })),
});
const LONG_LABEL = 'Можно ли вернуть то, что куплено со скидкой? ';

const SAID: Row[] = [
  ['3 short choices', ({ facts }) => replies(choices(3, 'Да'), facts)],
  ['8 short choices', ({ facts }) => replies(choices(8, 'Да'), facts)],
  ['12 short choices', ({ facts }) => replies(choices(12, 'Да'), facts)],
  ['3 choices of 46 characters', ({ facts }) => replies(choices(3, LONG_LABEL), facts)],
  ['a label is shown whole up to', ({ facts }) => `${count(facts.buttonLabelMax)} characters`],
  ['a link beside choices', ({ facts }) => (facts.linksInText ? 'in the text' : 'button')],
  ['3 cards, a choice on each', ({ facts }) => cards(facts)],
  [
    'a wish for the phone number',
    ({ facts }) => (facts.sharePhone ? 'a key that shares it' : 'asked for in words'),
  ],
  [
    'a wish for the place',
    ({ facts }) => (facts.shareLocation ? 'a key that shares it' : 'asked for in words'),
  ],
  ['words in one message', ({ facts }) => count(facts.textMax)],
  ['words under a picture', ({ facts }) => (facts.captionMax === 0 ? 'apart' : count(facts.captionMax))],
  ['"is typing"', ({ facts }) => yesNo(facts.typing)],
  ['edits of our own words', ({ facts }) => yesNo(facts.edit)],
];

const FILES: Row[] = [
  ['a picture to the customer', ({ facts }) => size(facts.media.photoBytesMax)],
  ['a file to the customer', ({ facts }) => size(facts.media.documentBytesMax)],
  ['a file from the customer', ({ facts }) => size(facts.media.downloadBytesMax)],
];

const KNOWN: Row[] = [
  ['how events arrive', ({ intakes }) => intakes.map((intake) => INTAKES[intake]).join(' or ')],
  ['reports of our messages', ({ facts }) => RECEIPTS[facts.receipts]],
  ['the answer to a send is lost', ({ facts }) => lostAnswer(facts.settlesMs)],
  ['free words are allowed', ({ facts }) => replyWindow(facts.replyWindowMs)],
  [
    'pause between two messages',
    ({ facts }) => (facts.chatPauseMs === 0 ? 'none' : seconds(facts.chatPauseMs)),
  ],
];

const INTAKES = {
  webhook: 'webhook',
  poll: 'long poll',
  session: 'a paired device',
  hosted: 'it is our own',
};
const RECEIPTS = { none: 'none', delivered: 'delivered', read: 'delivered, read' };
const SHOWN = {
  none: '',
  buttons: 'buttons',
  list: 'a list that opens',
  numbers: 'numbered in the text',
  'numbered-buttons': 'numbered in the text, buttons carry the numbers',
};
const CARDS = {
  none: '',
  'side-by-side': 'side by side',
  messages: 'a message each, with its button',
  paragraphs: 'paragraphs of one message',
};

function replies(content: Planned, facts: ChannelFacts): string {
  return SHOWN[planContent(content, facts).replies];
}

function cards(facts: ChannelFacts): string {
  const card = (title: string) => ({ title, buttons: [{ kind: 'reply' as const, label: 'Взять' }] });
  const plan = planContent({ cards: ['Юбка', 'Шарф', 'Пальто'].map(card) }, facts);
  return plan.cards === 'paragraphs'
    ? `${CARDS.paragraphs}; choices: ${SHOWN[plan.replies]}`
    : CARDS[plan.cards];
}

function lostAnswer(settlesMs: number | null): string {
  if (settlesMs === null) return 'nobody knows: once more where doubles do no harm, marked so';
  if (settlesMs === 0) return 'sent again: the same key is shown once';
  return `a report settles it within ${seconds(settlesMs)}`;
}

function replyWindow(ms: number | null): string {
  return ms === null ? 'always' : `${ms / 3_600_000} h after the customer's last words`;
}

const count = (number: number): string => number.toLocaleString('en');
const size = (bytes: number): string =>
  bytes === 0 ? 'no' : `${Math.min(bytes, LIMITS.mediaBytes) / 1_000_000} MB`;
const seconds = (ms: number): string => `${ms / 1_000} s`;
const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

function table(channels: DocumentedChannel[], rows: Row[]): string {
  return lines(
    ['', ...channels.map(({ title, facts }) => `[${title}](channels/${facts.platform}.md)`)],
    rows.map(([what, tell]) => [what, ...channels.map(tell)]),
  );
}

function skipsTable(channels: DocumentedChannel[]): string {
  const rows = channels.flatMap(({ title, skips }) =>
    Object.entries(skips).map(([skip, reason]) => [title, skip, reason]),
  );
  return lines(['Channel', 'Left out', 'Reason'], rows);
}

function lines(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
