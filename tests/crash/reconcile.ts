/**
 * After the last restart: what the customers did and what arrived at the messenger, held against what the database knows.
 * Everything acknowledged must be there, once, in order, with its effects; every message that arrived twice must belong
 * to a part that says so.
 */
import Database from 'better-sqlite3';
import type { Arrival, Customer, Deed } from './customers.ts';

export interface Verdict {
  acknowledged: number;
  lost: number;
  effectsDoubled: number;
  orderBroken: number;
  outwardDuplicates: number;
  unexplained: number;
  /** The first few findings, in words. */
  findings: string[];
}

interface Line {
  seq: number;
  direction: string;
  outside_id: string | null;
  name: string | null;
  content: string;
}

interface Part {
  id: number;
  part: string;
  state: string;
  external_id: string | null;
  attempts: number;
  maybe_twice: number;
}

const FINDINGS_KEPT = 12;

export function reconcile(
  file: string,
  customers: Iterable<Customer>,
  acknowledged: ReadonlySet<number>,
): Verdict {
  const db = new Database(file, { readonly: true });
  const known = db
    .prepare<[string], number>(
      `SELECT count(*) FROM inbox WHERE source = 'telegram:main' AND external_id = ?`,
    )
    .pluck();
  const conversation = db
    .prepare<[string], number>(`SELECT id FROM conversations WHERE account = 'telegram:main' AND address = ?`)
    .pluck();
  const lines = db.prepare<[number], Line>('SELECT * FROM messages WHERE conversation_id = ? ORDER BY seq');
  const parts = db.prepare<[number], Part>('SELECT * FROM deliveries WHERE conversation_id = ? ORDER BY id');
  const verdict: Verdict = {
    acknowledged: acknowledged.size,
    lost: 0,
    effectsDoubled: 0,
    orderBroken: 0,
    outwardDuplicates: 0,
    unexplained: 0,
    findings: [],
  };
  const missing = new Set<number>();
  for (const id of acknowledged) if (known.get(String(id)) !== 1) missing.add(id);
  verdict.lost = missing.size;
  for (const customer of customers) {
    const id = conversation.get(String(customer.id));
    const own = {
      lines: id === undefined ? [] : lines.all(id),
      parts: id === undefined ? [] : parts.all(id),
    };
    checkThread(
      verdict,
      customer,
      own.lines,
      (updateId) => acknowledged.has(updateId) && !missing.has(updateId),
    );
    checkArrivals(verdict, customer, own.parts);
  }
  checkDatabase(verdict, db);
  db.close();
  return verdict;
}

function checkDatabase(verdict: Verdict, db: Database.Database): void {
  const integrity = String(db.pragma('integrity_check', { simple: true }));
  const parked = Number(db.prepare(`SELECT count(*) FROM inbox WHERE state = 'parked'`).pluck().get());
  const counters = Number(db.prepare(COUNTERS).pluck().get());
  if (integrity !== 'ok') note(verdict, `integrity check: ${integrity}`);
  if (parked > 0) note(verdict, `${parked} events were parked`);
  if (counters > 0) note(verdict, `${counters} conversations have wrong counters`);
  verdict.effectsDoubled += counters + parked + (integrity === 'ok' ? 0 : 1);
}

const COUNTERS = `
  SELECT count(*) FROM conversations c
   WHERE c.waiting <> (SELECT count(*) FROM inbox i WHERE i.conversation_id = c.id AND i.state = 'waiting')
      OR c.lane_open <> (SELECT count(*) FROM deliveries d WHERE d.conversation_id = c.id AND d.lane IS NOT NULL AND d.lane <> 'held')
      OR c.last_seq <> (SELECT coalesce(max(m.seq), 0) FROM messages m WHERE m.conversation_id = c.id)`;

/** A thread must read as the customer acted: each deed and its effect, once, in that order. */
function checkThread(
  verdict: Verdict,
  customer: Customer,
  lines: Line[],
  isStored: (updateId: number) => boolean,
): void {
  const is = lines.filter(isNoHold).map(readLine);
  const shall = customer.deeds.filter(({ updateId }) => isStored(updateId)).flatMap(effectsOf);
  if (lines.some(({ seq }, index) => seq !== index + 1)) {
    verdict.orderBroken += 1;
    note(verdict, `customer ${customer.id}: the thread has a gap`);
  }
  if (String(is) === String(shall)) return;
  const doubled = surplus(is, shall);
  const lost = surplus(shall, is);
  verdict.effectsDoubled += doubled.length;
  verdict.lost += lost.length;
  if (doubled.length === 0 && lost.length === 0) verdict.orderBroken += 1;
  note(verdict, `customer ${customer.id}: has ${is.join(' ')}, should have ${shall.join(' ')}`);
}

function effectsOf(deed: Deed): string[] {
  switch (deed.kind) {
    case 'question':
      return [`in:${deed.messageId}`, `out:${deed.mark}`];
    case 'order':
      return [`in:${deed.messageId}`, 'out'];
    case 'tap':
      return ['button', 'out'];
  }
}

/** A look-up that takes long (the process was down, say) is mentioned to the customer: by rule, not by accident. */
function isNoHold({ content }: Line): boolean {
  return !/Still looking|Checking, nearly there/.test(content);
}

function readLine({ direction, outside_id: outsideId, name, content }: Line): string {
  if (direction === 'in') return `in:${outsideId}`;
  if (direction !== 'out') return name ?? direction;
  const mark = /Answer \d+/.exec(content)?.[0];
  return mark ? `out:${mark}` : 'out';
}

/** What `these` has more of than `those`. */
function surplus(these: string[], those: string[]): string[] {
  const left = new Map<string, number>();
  for (const one of those) left.set(one, (left.get(one) ?? 0) + 1);
  return these.filter((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count <= 0;
  });
}

/** Each arrival belongs to a part: the one whose outside id it is, or one that says it may have arrived more than once. */
function checkArrivals(verdict: Verdict, { id, arrivals }: Customer, parts: Part[]): void {
  const byId = new Map(arrivals.map((arrival) => [String(arrival.messageId), arrival]));
  const firsts = new Map<number, number>();
  const spare: Arrival[] = [];
  const owned = new Map(parts.flatMap((part) => (part.external_id ? [[part.external_id, part]] : [])));
  for (const part of parts) {
    if (part.external_id === null) continue;
    const arrival = byId.get(part.external_id);
    if (arrival) firsts.set(part.id, arrival.messageId);
    else unexplained(verdict, `customer ${id}: part ${part.id} is called sent and never arrived`);
  }
  for (const arrival of arrivals) if (!owned.has(String(arrival.messageId))) spare.push(arrival);
  const tries = new Map(parts.map((part) => [part.id, part.attempts - (part.external_id ? 1 : 0)]));
  for (const arrival of spare) {
    const part = parts.find(
      (one) => (tries.get(one.id) ?? 0) > 0 && mayHaveArrived(one) && plainText(one.part) === arrival.text,
    );
    if (!part) {
      unexplained(
        verdict,
        `customer ${id}: message ${arrival.messageId} belongs to no part: ${arrival.text}`,
      );
      continue;
    }
    tries.set(part.id, (tries.get(part.id) ?? 0) - 1);
    const first = firsts.get(part.id);
    if (first !== undefined) verdict.outwardDuplicates += 1;
    firsts.set(part.id, Math.min(first ?? Infinity, arrival.messageId));
  }
  // Among parts that say the same nobody can tell which of them an arrival was.
  const texts = parts.map((part) => plainText(part.part));
  const alone = parts.filter(
    (_, index) => texts.indexOf(texts[index] ?? '') === texts.lastIndexOf(texts[index] ?? ''),
  );
  const order = alone.flatMap((part) => firsts.get(part.id) ?? []);
  if (order.some((messageId, index) => index > 0 && messageId < (order[index - 1] ?? 0))) {
    verdict.orderBroken += 1;
    note(verdict, `customer ${id}: messages arrived in the order ${order.join(' ')}`);
  }
}

/** The part says of itself that nobody knows. */
function mayHaveArrived({ state, maybe_twice: maybeTwice }: Part): boolean {
  return maybeTwice === 1 || state === 'unknown';
}

function plainText(json: string): string {
  const { body } = JSON.parse(json) as { body: { payload: { text?: string } } };
  const html = body.payload.text ?? '';
  return html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .trim();
}

function unexplained(verdict: Verdict, finding: string): void {
  verdict.unexplained += 1;
  note(verdict, finding);
}

function note(verdict: Verdict, finding: string): void {
  if (verdict.findings.length < FINDINGS_KEPT) verdict.findings.push(finding);
}
