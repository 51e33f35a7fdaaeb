/** Lays a shop's own terms over a pack of the law. The law is the floor: whatever would be stricter is refused. Pure. */
import type { ChangeOfMind, DefectRule, ReturnPack } from '../core/return-policy.ts';
import type { OwnTerms } from './pack-schema.ts';

export interface Refusals {
  /** `key`: of the shop's file. */
  refuse(key: keyof OwnTerms, message: string, hint: string): void;
}

/** The shop's terms. What is stricter than the law is reported, and the law's own value stays. */
export function kinderPack(law: ReturnPack, own: OwnTerms, say: Refusals): ReturnPack {
  const changeOfMind = kinderMind(law, own, say);
  const defect = kinderDefect(law, own, say);
  const given = own.refundDays;
  if (given !== undefined && law.refundDays !== null && given > law.refundDays) {
    say.refuse('refundDays', stricter('refundDays', given, law), `write ${law.refundDays} or less`);
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
  const refuse = (key: keyof OwnTerms, given: unknown, hint: string) =>
    say.refuse(key, stricter(key, given, law), hint);
  if (own.days !== undefined && own.days < floor.days)
    refuse('days', own.days, `write ${floor.days} or more`);
  if (own.notInformedMonths !== undefined && own.notInformedMonths < floor.notInformedMonths)
    refuse('notInformedMonths', own.notInformedMonths, `write ${floor.notInformedMonths} or more`);
  if (own.ifUsed === 'refuse' && floor.ifUsed === 'person') refuse('ifUsed', 'refuse', 'write person');
  if (own.madeToMeasure === 'refuse' && floor.madeToMeasure === 'allow')
    refuse('madeToMeasure', 'refuse', 'write allow');
  if (own.returnCost === 'buyer' && floor.returnCost === 'seller')
    refuse('returnCost', 'buyer', 'write seller');
  const added = (own.excludedGroups ?? []).filter((group) => !floor.excludedGroups.includes(group));
  if (added.length > 0) {
    const may = floor.excludedGroups.length > 0 ? `only ${floor.excludedGroups.join(', ')}` : 'nothing';
    refuse('excludedGroups', added.join(', '), `the law lets a shop exclude ${may}; take the others out`);
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
    say.refuse(
      'sellerProvesDays',
      stricter('sellerProvesDays', proves, law),
      `write ${defect.sellerProvesDays} or more`,
    );
  }
  const missing = defect.outcomes.filter((outcome) => own.defectOutcomes?.includes(outcome) === false);
  if (missing.length > 0) {
    const given = own.defectOutcomes?.join(', ');
    say.refuse('defectOutcomes', stricter('defectOutcomes', given, law), `add ${missing.join(', ')}`);
  }
  return {
    ...defect,
    sellerProvesDays: proves ?? defect.sellerProvesDays,
    outcomes: own.defectOutcomes ?? defect.outcomes,
  };
}

function stricter(key: string, given: unknown, { id }: ReturnPack): string {
  return `"${key}" is ${String(given)}, stricter than the law (pack ${id})`;
}
