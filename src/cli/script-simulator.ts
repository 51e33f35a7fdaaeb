/** A script tried by itself, from its file: read, checked, and played in words for a terminal. */
import { join } from 'node:path';
import { FLOWS } from '../../flows/registry.ts';
import { scriptFlow } from '../../flows/script/script-flow.ts';
import { loadCommandWords } from '../content/command-words.ts';
import { createTexts } from '../content/create-texts.ts';
import type { ContentFinding } from '../content/finding.ts';
import { withScriptTexts } from '../content/scripts/load-scripts.ts';
import { readScript } from '../content/scripts/read-script.ts';
import { loadShop } from '../content/shop-settings.ts';
import { shopSlots } from '../content/shop-slots.ts';
import { loadTexts } from '../content/texts.ts';
import { systemClock } from '../core/clock.ts';
import type { Locale } from '../core/locale.ts';
import type { PlayedLine, PlayedWorld } from '../core/ports/script-desk.ts';
import { createFlowRuntime } from '../engine/flow-runtime.ts';
import { simulateScript } from '../product/simulate-script.ts';
import type { ContentPlaces } from './content-places.ts';

export interface Simulator {
  /** The script's first words. */
  begin(): string[];
  /** What a customer writes, or the number of a button; what the script says to it. */
  take(text: string): string[];
  /** The script has ended, or has handed over. */
  readonly over: boolean;
}

export interface SimulatorOptions {
  language: Locale;
  /** Other wordings for another number. */
  seed?: number;
  places: ContentPlaces;
  world?: Partial<PlayedWorld>;
}

/** A usual day: everything is found, people are there, and nobody vouches for the customer's phone. */
const USUAL: PlayedWorld = { order: 'found', product: 'found', open: true, phoneKnown: false };

/** `simulator` is null when the script cannot be used; `findings` says why. */
export async function openSimulator(
  source: string,
  name: string,
  file: string,
  { language, seed = 0, places, world = {} }: SimulatorOptions,
): Promise<{ simulator: Simulator | null; findings: ContentFinding[] }> {
  const shop = loadShop(places.shopDir);
  if (!shop.ok) return { simulator: null, findings: shop.findings };
  const slots = shopSlots(shop.settings);
  const words = loadTexts({ flowsDir: places.flowsDir }, slots);
  if (!words.ok) return { simulator: null, findings: words.findings };
  const findings: ContentFinding[] = [];
  const { languages, timeZone } = shop.settings;
  // Another script may be meant: here its name alone is shown.
  const named = [...source.matchAll(/^\s*flow:\s*["']?([\w-]+)/gmu)].map(([, one = '']) => one);
  const knownFlows = [...FLOWS.map((flow) => flow.name), ...named];
  const read = readScript(source, name, file, { languages, slots, knownFlows }, findings);
  if (!read) return { simulator: null, findings };
  const simulation = simulateScript({
    name,
    runtime: createFlowRuntime([scriptFlow(read.script, read.version)]),
    texts: createTexts(withScriptTexts(words.catalogue, [read], []), { languages, slots }),
    commands: await loadCommandWords(join(places.flowsDir, 'front-desk')),
    language,
    world: { ...USUAL, ...world },
    variant: variantOf(seed),
    nowMs: systemClock.now(),
    timeZone,
  });
  const simulator: Simulator = {
    begin: () => simulation.begin().map(inWords),
    take: (text) => simulation.take(text).map(inWords),
    get over() {
      return simulation.step === null;
    },
  };
  return { simulator, findings };
}

/** The golden ratio spreads neighbouring seeds over all wordings. */
function variantOf(seed: number): number {
  return (seed * 0.618_033_988_75) % 1;
}

function inWords(line: PlayedLine): string {
  if (line.who === 'customer') return line.text;
  if (line.who === 'bot') {
    return [line.text, ...line.buttons.map((label, index) => `  [${index + 1}] ${label}`)].join('\n');
  }
  const { values } = line;
  switch (line.code) {
    case 'person':
      return values['open'] === true ? '[A person takes over.]' : '[A person takes over, after hours.]';
    case 'summary':
      return `[The operator reads: ${JSON.stringify(values['text'])}]`;
    case 'flow':
      return `[Goes on with: ${values['flow']}]`;
    case 'look-up':
      return `[Looks up ${values['what']}: ${values['result']}]`;
    case 'left':
      return `[${values['label']}: the customer leaves the script.]`;
    case 'ended':
      return '[The script has ended.]';
  }
}
