/**
 * Do the terms in shop.yaml, which the answers promise, keep to the law of the shop's country? The packs are the one place where
 * that law stands. Runs when content is loaded; decides nothing.
 */
import { join } from 'node:path';
import { sinkFor, type ContentFinding } from '../content/finding.ts';
import { readContentFile, shownPath } from '../content/read-file.ts';
import { readYaml } from '../content/yaml-file.ts';
import { packOn, readPacks, type PromisedTerms } from './load-policy.ts';

/** What shop.yaml says that has to do with the law. */
export interface PromisingShop {
  country: string;
  returns?: PromisedTerms | undefined;
}

/** What is wrong on the day of `nowMs`, UTC ms. Empty when all is well, or when no law of that country is known. */
export function checkPromised(shopDir: string, shop: PromisingShop, nowMs: number): ContentFinding[] {
  const findings: ContentFinding[] = [];
  const { country, returns: ours } = shop;
  const packs = readPacks([]).filter(({ countries }) => countries.includes(country));
  const law = packOn(packs, new Date(nowMs).toISOString().slice(0, 10));
  const path = join(shopDir, 'shop.yaml');
  const text = law && ours ? readContentFile(path, shopDir, []) : null;
  const say = sinkFor(shownPath(path), findings);
  const yaml = text === null ? null : readYaml(text, say);
  if (!law || !ours || !yaml) return findings;
  const tell = (key: keyof PromisedTerms, bound: number, edge: 'least' | 'most' = 'least'): void => {
    const values = { key: `returns.${key}`, given: ours[key], country, pack: law.id, bound };
    say.error(yaml.lineOf(['returns', key]), `shop.stricter-${edge}`, values);
  };
  const { changeOfMind, refundDays } = law;
  if (changeOfMind && ours.days < changeOfMind.days) tell('days', changeOfMind.days);
  if (changeOfMind && ours.ifNotInformedMonths < changeOfMind.notInformedMonths) {
    tell('ifNotInformedMonths', changeOfMind.notInformedMonths);
  }
  if (refundDays !== null && ours.refundDays > refundDays) tell('refundDays', refundDays, 'most');
  return findings;
}
