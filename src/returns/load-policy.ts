/**
 * Reads the packs of the law and the shop's own `returns.yaml`, and lays the second over the first. A shop may only be
 * kinder: terms stricter than the law are refused with file, line and why. Runs when content is loaded; decides nothing.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasErrors, sinkFor, type ContentFinding } from '../content/finding.ts';
import { listFolder, readContentFile, shownPath } from '../content/read-file.ts';
import { reportIssues } from '../content/schema-findings.ts';
import { readYaml, type YamlData } from '../content/yaml-file.ts';
import type { HandOver, ReturnPack } from '../core/return-policy.ts';
import { kinderPack } from './kinder-pack.ts';
import { ownSchema, packSchema, type OwnTerms } from './pack-schema.ts';

/** What the return tasks go by. */
export interface ReturnPolicy {
  /** The shop's terms, one for each stretch of time that the law distinguishes. */
  packs: ReturnPack[];
  handOver: HandOver[];
  /** Whole units of the shop's currency; null: no limit. */
  personAbove: number | null;
  groups: Record<string, string>;
}

export type LoadedPolicy =
  /** Null: the shop has no `returns.yaml`, and returns are not taken in the chat. */
  { ok: true; policy: ReturnPolicy | null } | { ok: false; findings: ContentFinding[] };

/** What the answers of the FAQ promise, from shop.yaml; the chat must promise the same. */
export interface PromisedTerms {
  days: number;
  ifNotInformedMonths: number;
  refundDays: number;
}

/** The folder of the packs that come with Prilavok. */
const PACKS_DIR = fileURLToPath(new URL('packs/', import.meta.url));

/** `promised`: the terms in shop.yaml; undefined when it names none. */
export function loadReturnPolicy(
  shopDir: string,
  promised: PromisedTerms | undefined,
  packsDir = PACKS_DIR,
): LoadedPolicy {
  const findings: ContentFinding[] = [];
  if (!listFolder(shopDir)?.some(({ name }) => name === 'returns.yaml')) return { ok: true, policy: null };
  const path = join(shopDir, 'returns.yaml');
  const read = readAs(path, shopDir, findings);
  const own = read && parseOwn(read, path, findings);
  const law = readPacks(findings, packsDir);
  if (!read || !own || hasErrors(findings)) return { ok: false, findings };
  const packs = law.filter(({ id }) => id === own.pack);
  const say = sinkFor(shownPath(path), findings);
  if (packs.length === 0) {
    const known = [...new Set(law.map(({ id }) => id))].join(', ');
    say.error(read.lineOf(['pack']), 'return.no-pack', { pack: own.pack, packs: known });
  }
  const kinder = packs.map((pack) =>
    kinderPack(pack, own, {
      refuse: (key, fault, values) => say.error(read.lineOf([key]), fault, { ...values, key }),
    }),
  );
  for (const pack of kinder) comparePromises(pack, promised, read, say);
  if (hasErrors(findings)) return { ok: false, findings };
  const { handOver, personAbove, groups } = own;
  return { ok: true, policy: { packs: kinder, handOver, personAbove: personAbove ?? null, groups } };
}

/** The pack for a sale of that calendar day (`2026-11-22`); null when there is none. */
export function packOn(packs: readonly ReturnPack[], day: string): ReturnPack | null {
  const holds = (pack: ReturnPack) =>
    (pack.validFrom === null || pack.validFrom <= day) && (pack.validTo === null || day <= pack.validTo);
  return packs.find(holds) ?? null;
}

/** The packs of the law, as they come with Prilavok. */
export function readPacks(findings: ContentFinding[], dir = PACKS_DIR): ReturnPack[] {
  const packs: ReturnPack[] = [];
  for (const { name, isFolder } of listFolder(dir) ?? []) {
    if (isFolder || !name.endsWith('.yaml')) continue;
    const path = join(dir, name);
    const yaml = readAs(path, dir, findings);
    if (!yaml) continue;
    const parsed = packSchema.safeParse(yaml.value);
    if (parsed.success) packs.push(parsed.data);
    else reportIssues(parsed.error, packSchema, yaml, sinkFor(shownPath(path), findings));
  }
  return packs;
}

function readAs(path: string, root: string, findings: ContentFinding[]): YamlData | null {
  const text = readContentFile(path, root, findings);
  return text === null ? null : readYaml(text, sinkFor(shownPath(path), findings));
}

function parseOwn(yaml: YamlData, path: string, findings: ContentFinding[]): OwnTerms | null {
  const parsed = ownSchema.safeParse(yaml.value);
  if (parsed.success) return parsed.data;
  reportIssues(parsed.error, ownSchema, yaml, sinkFor(shownPath(path), findings));
  return null;
}

/** The answers and the chat must not contradict each other. */
function comparePromises(
  pack: ReturnPack,
  promised: PromisedTerms | undefined,
  yaml: YamlData,
  say: ReturnType<typeof sinkFor>,
): void {
  if (promised === undefined) return;
  const ours: [keyof PromisedTerms, string, number | undefined | null][] = [
    ['days', 'days', pack.changeOfMind?.days],
    ['ifNotInformedMonths', 'notInformedMonths', pack.changeOfMind?.notInformedMonths],
    ['refundDays', 'refundDays', pack.refundDays],
  ];
  for (const [key, own, here] of ours) {
    if (here == null || here === promised[key]) continue;
    const values = { here, promise: key, promised: promised[key], key: own };
    say.error(yaml.lineOf([own]), 'return.two-promises', values);
  }
}
