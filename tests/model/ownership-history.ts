/**
 * Who owned a conversation when, worked out from its thread alone: the independent second opinion on ownership and on
 * the order of the queue.
 */
import { modelContent } from './model-content.ts';
import { Broken, type Line } from './oracle.ts';

export interface History {
  status: 'bot' | 'queued' | 'assigned' | 'resolved';
  owner: number | null;
  priority: number;
  /** 0: lost an operator, goes to the front of its band. */
  rank: number;
  queueAt: number;
  waitingSince: number | null;
  /** How often the owner changed. */
  changes: number;
}

/** Who answers outside the console. */
const EXTERNAL = 0;

const URGENT = 0;
const HIGH = 1;
const NORMAL = 2;
const BANDS: Record<string, number> = { angry: URGENT, 'not-helped': HIGH, 'bot-failed': HIGH };

/** Walks the thread; throws when a line could not have been written under the owner of its moment. */
export function ownershipHistory(lines: Line[], operatorsByName: ReadonlyMap<string, number>): History {
  const now: History = {
    status: 'bot',
    owner: null,
    priority: NORMAL,
    rank: 1,
    queueAt: 0,
    waitingSince: null,
    changes: 0,
  };
  for (const line of lines) {
    if (line.direction === 'in' || line.name === 'button') {
      if (now.status === 'resolved') become(now, 'bot');
      // Hard words of somebody who waits bring them to the front.
      if (now.status === 'queued' && isGrave(line)) now.priority = URGENT;
    } else if (line.direction === 'out') checkSpeaker(now, line);
    else if (line.direction === 'activity') take(now, line, operatorsByName);
  }
  return now;
}

function isGrave({ direction, content }: Line): boolean {
  if (direction !== 'in') return false;
  const { text } = JSON.parse(content) as { text?: string };
  return text !== undefined && modelContent.manners?.distress(text) != null;
}

function checkSpeaker(now: History, line: Line): void {
  // Words from outside the console are heard of after they were said.
  if (line.origin === 'operator' && line.operator_id === EXTERNAL) return;
  if (line.origin === 'operator' && (now.status !== 'assigned' || now.owner !== line.operator_id)) {
    throw new Broken('somebody else than the owner spoke', { now, line });
  }
  if (line.origin === 'notice' && now.status !== 'bot' && now.status !== 'resolved') {
    throw new Broken('the shop spoke of itself while a person had the conversation', { now, line });
  }
  if (line.origin === 'bot' && now.status !== 'bot') {
    throw new Broken('the bot spoke in a turn where it did not own the conversation', { now, line });
  }
}

function take(now: History, line: Line, operatorsByName: ReadonlyMap<string, number>): void {
  const data = JSON.parse(line.content) as Record<string, unknown>;
  const allow = (...from: History['status'][]) => {
    if (!from.includes(now.status)) throw new Broken('a change of owner that is not allowed', { now, line });
  };
  switch (line.name ?? '') {
    case 'handoff-requested':
      allow('bot', 'resolved');
      return queue(now, line.at, BANDS[String(data['reason'])] ?? NORMAL);
    case 'external-takeover':
      allow('bot', 'resolved');
      return assign(now, EXTERNAL);
    case 'external-ended':
      if (now.owner !== EXTERNAL) throw new Broken('somebody went who was not there', { now, line });
      return become(now, 'bot');
    case 'delivery-failed':
      if (now.status === 'bot' && data['reason'] !== 'window-closed') queue(now, line.at, HIGH);
      return;
    case 'claimed':
      if (now.owner !== EXTERNAL) allow('bot', 'queued', 'resolved');
      return assign(now, line.operator_id);
    case 'transferred':
      allow('assigned');
      return assign(now, operatorsByName.get(String(data['to'])) ?? null);
    case 'operator-gone':
      if (now.owner !== line.operator_id)
        throw new Broken('an operator went who was not there', { now, line });
      allow('assigned');
      return queue(now, line.at, now.priority);
    case 'released':
      allow('assigned');
      return queue(now, line.at, now.priority);
    case 'returned-to-bot':
      allow('assigned', 'queued');
      return become(now, 'bot');
    case 'resolved':
      allow('assigned', 'queued');
      return become(now, 'resolved');
    case 'bot-failed':
      throw new Broken('a turn threw', { line });
  }
}

function queue(now: History, at: number, priority: number): void {
  now.rank = now.status === 'assigned' ? 0 : 1;
  now.queueAt = now.status === 'assigned' ? (now.waitingSince ?? at) : at;
  now.waitingSince ??= at;
  now.priority = priority;
  now.owner = null;
  now.status = 'queued';
  now.changes += 1;
}

function assign(now: History, operatorId: number | null): void {
  if (operatorId === null) throw new Broken('nobody was named as the owner', { now });
  now.owner = operatorId;
  now.status = 'assigned';
  now.changes += 1;
}

function become(now: History, status: 'bot' | 'resolved'): void {
  now.owner = null;
  now.status = status;
  now.waitingSince = null;
  now.changes += 1;
}
