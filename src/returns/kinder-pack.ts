/** Lays a shop's own terms over a pack of the law. The law is the floor: whatever would be stricter is refused. Pure. */
import type { FaultCode } from '../content/faults/faults.ts';
import type { PhraseValues } from '../core/phrase.ts';
import type { ChangeOfMind, DefectRule, ReturnPack } from '../core/return-policy.ts';
import type { OwnTerms } from './pack-schema.ts';

/** How a term of the shop goes below the law. */
type Stricter = Extract<FaultCode, `return.stricter${string}` | `return.excludes${string}`>;

export interface Refusals {
  /** `key`: of the shop's file. */
  refuse(key: keyof OwnTerms, fault: Stricter, values: PhraseValues): void;
}

/** The shop's terms. What is stricter than the law is reported, and the law's own value stays. */
export function kinderPack(law: ReturnPack, own: OwnTerms, say: Refusals): ReturnPack {
  const changeOfMind = kinderMind(law, own, say);
  const defect = kinderDefect(law, own, say);
  const given = own.refundDays;
  if (given !== undefined && law.refundDays !== null && given > law.refundDays) {
    say.refuse('refundDays', 'return.stricter-most', { given, pack: law.id, bound: law.refundDays });
  }
  const refundDays = given ?? law.refundDays;
  const isChanged = JSON.stringify([changeOfMind, defect, refundDays, own.rule]) !== unchanged(law);
  return {
    ...law,
    version: isChanged ? `${law.version}+${own.version}` : law.version,
    rule: own.rule ?? law.rule,
    changeOfMind,
    defect,
    refundDays,
  };
}

function unchanged(law: ReturnPack): string {
  return JSON.stringify([law.changeOfMind, law.defect, law.refundDays, undefined]);
}

/** Where no law is known, what the shop writes down is its promise. */
const NO_LAW: ChangeOfMind = {
  beforeHandover: true,
  days: 0,
  countFrom: 'piece',
  notInformedMonths: 0,
  notInformedFrom: 'handover',
  ifUsed: 'person',
  madeToMeasure: 'allow',
  excludedGroups: [],
  returnCost: 'buyer',
};

function kinderMind(law: ReturnPack, own: OwnTerms, say: Refusals): ChangeOfMind | null {
  if (law.changeOfMind === null && own.days === undefined) return null;
  const floor = law.changeOfMind ?? NO_LAW;
  const refuse = (
    key: keyof OwnTerms,
    given: string | number,
    bound: string | number,
    fault: Stricter = 'return.stricter',
  ) => say.refuse(key, fault, { given, bound, pack: law.id });
  if (own.days !== undefined && own.days < floor.days)
    refuse('days', own.days, floor.days, 'return.stricter-least');
  if (own.notInformedMonths !== undefined && own.notInformedMonths < floor.notInformedMonths)
    refuse('notInformedMonths', own.notInformedMonths, floor.notInformedMonths, 'return.stricter-least');
  if (own.ifUsed === 'refuse' && floor.ifUsed === 'person') refuse('ifUsed', 'refuse', 'person');
  if (own.madeToMeasure === 'refuse' && floor.madeToMeasure === 'allow')
    refuse('madeToMeasure', 'refuse', 'allow');
  if (own.returnCost === 'buyer' && floor.returnCost === 'seller') refuse('returnCost', 'buyer', 'seller');
  const added = (own.excludedGroups ?? []).filter((group) => !floor.excludedGroups.includes(group));
  if (added.length > 0) {
    const may = floor.excludedGroups.join(', ');
    refuse('excludedGroups', added.join(', '), may, may ? 'return.excludes' : 'return.excludes-any');
  }
  return {
    ...floor,
    days: own.days ?? floor.days,
    notInformedMonths: own.notInformedMonths ?? floor.notInformedMonths,
    ifUsed: own.ifUsed ?? floor.ifUsed,
    madeToMeasure: own.madeToMeasure ?? floor.madeToMeasure,
    excludedGroups: own.excludedGroups ?? floor.excludedGroups,
    returnCost: own.returnCost ?? floor.returnCost,
  };
}

function kinderDefect(law: ReturnPack, own: OwnTerms, say: Refusals): DefectRule | null {
  const { defect } = law;
  if (defect === null) return null;
  const proves = own.sellerProvesDays;
  if (proves !== undefined && proves < defect.sellerProvesDays) {
    const values = { given: proves, bound: defect.sellerProvesDays, pack: law.id };
    say.refuse('sellerProvesDays', 'return.stricter-least', values);
  }
  const missing = defect.outcomes.filter((outcome) => own.defectOutcomes?.includes(outcome) === false);
  if (missing.length > 0) {
    const given = own.defectOutcomes?.join(', ') ?? '';
    const values = { given, bound: missing.join(', '), pack: law.id };
    say.refuse('defectOutcomes', 'return.stricter-lacks', values);
  }
  return {
    ...defect,
    sellerProvesDays: proves ?? defect.sellerProvesDays,
    outcomes: own.defectOutcomes ?? defect.outcomes,
  };
}
