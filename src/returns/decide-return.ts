/**
 * The return policy's one decision: rules and facts in, verdict out. Pure. Says no only when the rule and the facts are
 * both certain; whatever is not known goes to a person.
 */
import type {
  ChangeOfMind,
  DefectRule,
  ReturnDecision,
  ReturnInputs,
  ReturnOutcome,
  ReturnPack,
  ReturnRule,
} from '../core/return-policy.ts';
import { endAfterDays, endAfterMonths } from './deadline.ts';

/** What these rules say to these facts. */
export function decideReturn(pack: ReturnPack, inputs: ReturnInputs): ReturnDecision {
  const found = rulesOf(pack, inputs);
  // A refusal stands whatever the goods cost; only what the bot would grant is limited.
  return inputs.aboveLimit && found.verdict === 'allowed'
    ? { ...found, verdict: 'person', rule: 'above-limit' }
    : found;
}

function rulesOf(pack: ReturnPack, inputs: ReturnInputs): ReturnDecision {
  if (inputs.reason === 'defect' || inputs.reason === 'wrong-item') {
    return pack.defect ? ofDefect(pack, pack.defect, inputs) : toPerson(pack, 'no-rules');
  }
  return pack.changeOfMind ? ofMind(pack, pack.changeOfMind, inputs) : toPerson(pack, 'no-rules');
}

/** Goods of proper quality: first whether these goods can go back at all, then whether it is in time. */
function ofMind(pack: ReturnPack, rule: ChangeOfMind, inputs: ReturnInputs): ReturnDecision {
  const deadlineMs = endOf(rule, inputs);
  const refuse = (why: ReturnRule) => ({ ...toPerson(pack, why), verdict: 'refused' as const, deadlineMs });
  const ask = (why: ReturnRule) => ({ ...toPerson(pack, why), deadlineMs });
  if (rule.madeToMeasure === 'refuse') {
    if (inputs.madeToMeasure === true) return refuse('made-to-measure');
    if (inputs.madeToMeasure === null) return ask('unknown-group');
  }
  if (rule.excludedGroups.length > 0) {
    if (inputs.group === null) return ask('unknown-group');
    if (rule.excludedGroups.includes(inputs.group)) return refuse('excluded-group');
  }
  if (inputs.handedOver === false && rule.beforeHandover) return grant(pack, rule, inputs, 'before-handover');
  const late = lateness(rule, inputs);
  if (late === 'too-late') return refuse(late);
  if (late === 'unknown-delivery' || late === 'unknown-informed') return ask(late);
  if (inputs.used === true) return rule.ifUsed === 'refuse' ? refuse('used') : ask('used');
  // Where using the goods only lowers their worth, nobody has to answer for it before the goods are back.
  if (inputs.used === null && rule.ifUsed === 'refuse') return ask('unknown-condition');
  return grant(pack, rule, inputs, late);
}

/** In time, by the ordinary term or by the longer one; or surely too late; or not known. */
function lateness(rule: ChangeOfMind, inputs: ReturnInputs): ReturnRule {
  const { handedOverMs, nowMs, informed } = inputs;
  if (handedOverMs === null) return 'unknown-delivery';
  const ends = terms(rule, handedOverMs, inputs.timeZone);
  if (nowMs <= ends.ordinary) return 'in-time';
  if (nowMs > ends.longest || informed === true) return 'too-late';
  return informed === false ? 'not-informed' : 'unknown-informed';
}

function terms(rule: ChangeOfMind, fromMs: number, timeZone: string): { ordinary: number; longest: number } {
  const ordinary = endAfterDays(fromMs, rule.days, timeZone);
  if (rule.notInformedMonths === 0) return { ordinary, longest: ordinary };
  const from = rule.notInformedFrom === 'handover' ? fromMs : ordinary;
  const longer = endAfterMonths(from, rule.notInformedMonths, timeZone);
  return { ordinary, longest: Math.max(ordinary, longer) };
}

function endOf(rule: ChangeOfMind, inputs: ReturnInputs): number | null {
  if (inputs.handedOverMs === null) return null;
  const ends = terms(rule, inputs.handedOverMs, inputs.timeZone);
  return inputs.informed === false ? ends.longest : ends.ordinary;
}

function grant(pack: ReturnPack, rule: ChangeOfMind, inputs: ReturnInputs, why: ReturnRule): ReturnDecision {
  // What is still on its way cannot be exchanged piece for piece.
  const swaps = inputs.exchangeable && why !== 'before-handover';
  const outcomes: ReturnOutcome[] = swaps ? ['refund', 'exchange'] : ['refund'];
  return {
    ...allowed(pack, inputs, why),
    deadlineMs: endOf(rule, inputs),
    whoPays: why === 'before-handover' ? null : rule.returnCost,
    outcomes,
  };
}

/** Neither the list of goods nor the days of a change of mind have a say when something is wrong with the goods. */
function ofDefect(pack: ReturnPack, rule: DefectRule, inputs: ReturnInputs): ReturnDecision {
  const { handedOverMs, nowMs, timeZone, warrantyDays } = inputs;
  if (handedOverMs === null) return toPerson(pack, 'unknown-delivery');
  const covered = Math.max(rule.sellerProvesDays, warrantyDays ?? 0);
  // Later the buyer may still prove that the defect was there: that is for people, and no refusal.
  if (nowMs > endAfterDays(handedOverMs, covered, timeZone)) return toPerson(pack, 'defect-too-old');
  if (!inputs.shown) return toPerson(pack, 'not-shown');
  const outcomes = rule.outcomes.filter((outcome) => outcome !== 'exchange' || inputs.exchangeable);
  const wrong = inputs.reason === 'wrong-item';
  return {
    ...allowed(pack, inputs, wrong ? 'wrong-item' : 'defect'),
    whoPays: 'seller',
    outcomes: wrong ? outcomes.filter((outcome) => outcome !== 'repair') : outcomes,
  };
}

function allowed(pack: ReturnPack, inputs: ReturnInputs, rule: ReturnRule): ReturnDecision {
  const { refundDays } = pack;
  return {
    ...toPerson(pack, rule),
    verdict: 'allowed',
    refundByMs: refundDays === null ? null : endAfterDays(inputs.nowMs, refundDays, inputs.timeZone),
  };
}

function toPerson({ id, version }: ReturnPack, rule: ReturnRule): ReturnDecision {
  return {
    verdict: 'person',
    rule,
    deadlineMs: null,
    refundByMs: null,
    whoPays: null,
    outcomes: [],
    pack: { id, version },
  };
}
