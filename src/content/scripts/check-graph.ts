/**
 * Where do the steps of a script lead? Finds steps that nothing leads to, rounds that never end, too many messages in a row,
 * and words that would be said before what they name is known.
 */
import { LIMITS } from '../../core/limits.ts';
import {
  factsFrom,
  factsOf,
  GIVEN_FACTS,
  isWaiting,
  LOOK_UP_FACTS,
  nextSteps,
  SCRIPT_LOOK_UPS,
  type Script,
  type ScriptBranch,
  type ScriptStep,
} from '../../core/script.ts';
import type { FaultCode } from '../faults/faults.ts';
import type { FindingSink } from '../finding.ts';
import { parseTemplate } from '../text-template.ts';
import type { YamlData } from '../yaml-file.ts';
import { each, wordsOf } from './check-words.ts';

/** The script's steps are well made and lead to existing ones. */
export function checkGraph(script: Script, yaml: YamlData, say: FindingSink): void {
  const line = (id: string) => yaml.lineOfKey(['steps'], id);
  const reached = reachable(script);
  for (const id of Object.keys(script.steps)) {
    if (reached.has(id)) continue;
    say.error(line(id), 'script.unreachable', { step: id });
  }
  const restless = roundWithoutQuestion(script);
  if (restless !== null) {
    say.error(line(restless[0] ?? ''), 'script.round', { way: restless.join(' → ') });
    return;
  }
  const endless = [...reached].filter((id) => !canEnd(script, id));
  if (endless[0] !== undefined) {
    say.error(line(endless[0]), 'script.endless', { step: endless[0] });
  }
  for (const id of reached) {
    const count = saysInARow(script, id);
    if (count <= LIMITS.scriptSaysInARow) continue;
    say.error(line(id), 'script.says-in-a-row', { step: id, count, max: LIMITS.scriptSaysInARow });
    break;
  }
  checkKnown(script, yaml, say);
}

function reachable(script: Script): Set<string> {
  const reached = new Set([script.first]);
  for (const id of reached) for (const to of nextSteps(stepOf(script, id))) reached.add(to);
  return reached;
}

function canEnd(script: Script, from: string): boolean {
  const seen = new Set([from]);
  for (const id of seen) {
    const next = nextSteps(stepOf(script, id));
    if (next.length === 0) return true;
    for (const to of next) seen.add(to);
  }
  return false;
}

/** Steps that lead to each other without ever waiting for the customer, or null. */
function roundWithoutQuestion(script: Script): string[] | null {
  const settled = new Set<string>();
  const visit = (id: string, path: string[]): string[] | null => {
    const before = path.indexOf(id);
    if (before !== -1) return [...path.slice(before), id];
    const step = stepOf(script, id);
    if (settled.has(id) || isWaiting(step)) return null;
    for (const to of nextSteps(step)) {
      const found = visit(to, [...path, id]);
      if (found) return found;
    }
    settled.add(id);
    return null;
  };
  for (const id of Object.keys(script.steps)) {
    const found = visit(id, []);
    if (found) return found;
  }
  return null;
}

/** The longest run of messages from here until the customer may answer. */
function saysInARow(script: Script, id: string): number {
  const longest = new Map<string, number>();
  const count = (at: string): number => {
    const known = longest.get(at);
    if (known !== undefined) return known;
    const step = stepOf(script, at);
    const own = step.say ? 1 : 0;
    const total = own + (isWaiting(step) ? 0 : Math.max(0, ...nextSteps(step).map((to) => count(to))));
    longest.set(at, total);
    return total;
  };
  return count(id);
}

/** A slot is shown only where every way there has filled it; further paragraphs are left out by themselves. */
function checkKnown(script: Script, yaml: YamlData, say: FindingSink): void {
  const certain = certainFacts(script);
  for (const { path, step, part, text } of wordsOf(script)) {
    if (step === '' || part === 'summary' || /^more\d/u.test(part)) continue;
    const known = new Set([...(certain.get(step) ?? []), ...Object.keys(stepOf(script, step).set ?? {})]);
    for (const [locale, wording] of each(text)) {
      const parsed = parseTemplate(wording, locale);
      for (const piece of parsed.ok ? parsed.pieces : []) {
        if ((piece.kind !== 'slot' && piece.kind !== 'plural') || known.has(piece.name)) continue;
        say.error(yaml.lineOf([...path, locale]), unknownAs(piece.name), { step, fact: piece.name });
      }
    }
  }
}

function unknownAs(fact: string): FaultCode {
  const isMaybe = SCRIPT_LOOK_UPS.some((one) => LOOK_UP_FACTS[one].maybe.includes(fact));
  return isMaybe ? 'script.not-always-told' : 'script.not-known-yet';
}

/** For each step the facts that are known whichever way led to it. */
function certainFacts(script: Script): Map<string, Set<string>> {
  const all = [...factsOf(script), ...GIVEN_FACTS];
  const certain = new Map(Object.keys(script.steps).map((id) => [id, new Set(all)]));
  certain.set(script.first, new Set(['language', 'phoneKnown']));
  // Sets only shrink, so this ends.
  for (let changed = true; changed;) {
    changed = false;
    for (const [id, step] of Object.entries(script.steps)) {
      const here = [...(certain.get(id) ?? []), ...Object.keys(step.set ?? {})];
      const emptied = factsFrom(step.lookUp);
      for (const { to, adds } of waysOf(step)) {
        const there = certain.get(to);
        const known = new Set([...here.filter((fact) => !emptied.includes(fact)), ...adds]);
        for (const fact of there ?? []) if (!known.has(fact)) changed = there?.delete(fact) || changed;
      }
    }
  }
  return certain;
}

/** Each way on with the facts that are known by taking it. */
function waysOf(step: ScriptStep): { to: string; adds: string[] }[] {
  const answered = step.keep === undefined ? [] : [step.keep];
  const pressed = step.ask === undefined ? answered : [];
  const found = step.lookUp === undefined ? [] : LOOK_UP_FACTS[step.lookUp].always;
  const rest = [step.notFound, step.down].filter((to) => to !== undefined);
  const told = [step.to, step.yes, step.no].filter((to) => to !== undefined);
  return [
    ...(step.choices ?? []).map(({ to, set }) => ({ to, adds: [...pressed, ...Object.keys(set ?? {})] })),
    ...(step.if ?? []).map((branch) => ({ to: branch.to, adds: impliesKnown(branch) ? [branch.fact] : [] })),
    ...(step.else === undefined ? [] : [{ to: step.else, adds: [] }]),
    ...told.map((to) => ({ to, adds: answered })),
    ...(step.found === undefined ? [] : [{ to: step.found, adds: [...found] }]),
    ...rest.map((to) => ({ to, adds: [] })),
  ];
}

function impliesKnown({ is, below, above, known }: ScriptBranch): boolean {
  return is !== undefined || below !== undefined || above !== undefined || known === true;
}

function stepOf(script: Script, id: string): ScriptStep {
  return script.steps[id] ?? {};
}
