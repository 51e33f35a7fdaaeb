/**
 * The page of flows and scripts behind its port: what is live, how it goes, what keeps an edit from going live, and scripts
 * played against a made-up shop. Reads what the product runs on; changes nothing and asks no real shop.
 */
import { chartFlow, chartScript } from '../../flows/chart-flow.ts';
import { layOutChart } from '../../flows/lay-out-chart.ts';
import { FLOWS } from '../../flows/registry.ts';
import type { ContentFinding } from '../content/finding.ts';
import type { ReadScript } from '../content/scripts/read-script.ts';
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';
import type { Locale } from '../core/locale.ts';
import type {
  PlayedLine,
  PlayedScript,
  ScriptDesk,
  ScriptPlay,
  ScriptRow,
} from '../core/ports/script-desk.ts';
import { createFlowRuntime } from '../engine/flow-runtime.ts';
import type { LoadedContent } from './content.ts';
import type { OpenContent } from './open-content.ts';
import { simulateScript } from './simulate-script.ts';

export interface ScriptDeskDeps {
  content: Pick<OpenContent, 'current' | 'trouble'>;
  clock: Clock;
}

export function createScriptDesk({ content, clock }: ScriptDeskDeps): ScriptDesk {
  const find = (name: string) => content.current().scripts.find(({ script }) => script.name === name);
  return {
    list(locale) {
      const set = content.current();
      const trouble = content.trouble();
      const findings = trouble ?? set.warnings;
      const flows = FLOWS.map((flow): ScriptRow => {
        const steps = chartFlow(flow).nodes.length - 1;
        return { ...rowOf(set, flow.name, locale), kind: 'flow', steps, problems: [] };
      });
      const scripts = set.scripts.map(({ script }): ScriptRow => {
        const steps = Object.keys(script.steps).length;
        const problems = findings.filter((one) => scriptIn(one) === script.name);
        return { ...rowOf(set, script.name, locale), kind: 'script', steps, problems };
      });
      return {
        rows: [...scripts, ...notLive(set.scripts, findings), ...flows],
        problems: trouble?.filter((one) => scriptIn(one) === null) ?? [],
        isCurrent: trouble === null,
      };
    },
    chart(name, locale) {
      const read = find(name);
      if (read) return layOutChart(chartScript(read.script, locale));
      const flow = FLOWS.find((one) => one.name === name);
      return flow ? layOutChart(chartFlow(flow)) : null;
    },
    play(name, asked) {
      return find(name) ? play(content.current(), name, asked, clock.now()) : null;
    },
  };
}

function play({ live, shop }: LoadedContent, name: string, asked: ScriptPlay, nowMs: number): PlayedScript {
  const simulation = simulateScript({
    name,
    runtime: createFlowRuntime(live.scripts?.current ?? []),
    texts: live.texts,
    commands: live.words,
    language: asked.language,
    world: asked.world,
    // The golden ratio spreads neighbouring numbers over all wordings.
    variant: (asked.seed * 0.618_033_988_75) % 1,
    nowMs,
    timeZone: shop.timeZone,
  });
  const lines: PlayedLine[] = simulation.begin();
  for (const text of asked.said.slice(0, LIMITS.playedLines)) {
    lines.push({ who: 'customer', text }, ...simulation.take(text));
  }
  return { lines, step: simulation.step };
}

function rowOf(
  { live }: LoadedContent,
  name: string,
  locale: Locale,
): Pick<ScriptRow, 'name' | 'title' | 'isLive'> {
  const key = `flows.${name}`;
  const title = live.texts.has(key) ? live.texts.text(locale, key) : name;
  return { name, title, isLive: true };
}

/** Files that have never been good since the start: they have no steps that could be shown. */
function notLive(live: readonly ReadScript[], findings: readonly ContentFinding[]): ScriptRow[] {
  const broken = findings.filter((one) => one.level === 'error').map((one) => scriptIn(one));
  const names = [...new Set(broken)].filter(
    (name) => name !== null && !live.some(({ script }) => script.name === name),
  );
  return names.map((name): ScriptRow => {
    const problems = findings.filter((one) => scriptIn(one) === name);
    return { name: name ?? '', kind: 'script', title: name ?? '', steps: 0, isLive: false, problems };
  });
}

/** The script that a finding is about; null: it is about something else. */
function scriptIn({ file }: ContentFinding): string | null {
  return /(?:^|\/)scripts\/([^/]+?)(?:\.ya?ml)?$/u.exec(file)?.[1] ?? null;
}
