/**
 * A script run by itself: its machine, its words, and the parsers that read a customer's answers in the product. What the
 * product would do around it (answers of the FAQ, the queue, other flows) is only named.
 */
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
import type { FlowEvent } from '../core/content.ts';
import type { FlowState } from '../core/conversation.ts';
import type { Locale } from '../core/locale.ts';
import type { CommandWords, Texts } from '../core/ports/words.ts';
import { readAnswer, readQuestionAsAnswer } from '../engine/answers.ts';
import { createFlowRuntime, type FlowEffect, type FlowStep } from '../engine/flow-runtime.ts';
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
}

/** `simulator` is null when the script cannot be used; `findings` says why. */
export async function openSimulator(
  source: string,
  name: string,
  file: string,
  { language, seed = 0, places }: SimulatorOptions,
): Promise<{ simulator: Simulator | null; findings: ContentFinding[] }> {
  const shop = loadShop(places.shopDir);
  if (!shop.ok) return { simulator: null, findings: shop.findings };
  const slots = shopSlots(shop.settings);
  const words = loadTexts({ flowsDir: places.flowsDir }, slots);
  if (!words.ok) return { simulator: null, findings: words.findings };
  const findings: ContentFinding[] = [];
  const { languages } = shop.settings;
  // Another script may be meant: here its name alone is shown.
  const named = [...source.matchAll(/^\s*flow:\s*["']?([\w-]+)/gmu)].map(([, one = '']) => one);
  const knownFlows = [...FLOWS.map((flow) => flow.name), ...named];
  const read = readScript(source, name, file, { languages, slots, knownFlows }, findings);
  if (!read) return { simulator: null, findings };
  const texts = createTexts(withScriptTexts(words.catalogue, [read], []), { languages, slots });
  const commands = await loadCommandWords(join(places.flowsDir, 'front-desk'));
  const runtime = createFlowRuntime([scriptFlow(read.script, read.version)]);
  // The golden ratio spreads neighbouring seeds over all wordings.
  const variant = (seed * 0.618_033_988_75) % 1;
  return { simulator: simulate(name, language, { runtime, texts, commands, variant }), findings };
}

interface Parts {
  runtime: ReturnType<typeof createFlowRuntime>;
  texts: Texts;
  commands: CommandWords;
  variant: number;
}

function simulate(name: string, language: Locale, { runtime, texts, commands, variant }: Parts): Simulator {
  let state: FlowState | null = null;
  let over = false;
  let buttons: { label: string; event: FlowEvent | null }[] = [];

  const say = (effect: FlowEffect): string[] => {
    if (effect.type === 'requestOperator') return ['[A person takes over.]'];
    if (effect.type === 'remember')
      return [`[The operator reads: ${JSON.stringify(effect.params.facts['summary'])}]`];
    if (effect.type === 'startFlow') return [`[Goes on with: ${effect.params.flow}]`];
    if (effect.type !== 'say' && effect.type !== 'ask') return [];
    const { params } = effect;
    const paragraphs = [params, ...(params.more ?? [])].map(({ text, slots }) =>
      texts.text(language, text, slots, variant),
    );
    buttons = (params.buttons ?? []).map((button) => ({
      label: texts.text(language, button.label, 'slots' in button ? button.slots : {}),
      event: 'event' in button ? button.event : null,
    }));
    return [[...paragraphs, ...buttons.map(({ label }, index) => `  [${index + 1}] ${label}`)].join('\n')];
  };
  const shown = (step: FlowStep): string[] => {
    state = step.state;
    over = step.done;
    const lines = step.effects.flatMap((effect) => say(effect));
    return over ? [...lines, '[The script has ended.]'] : lines;
  };
  const leave = (why: string): string[] => {
    over = true;
    return [why];
  };

  return {
    get over() {
      return over;
    },
    begin: () => shown(runtime.start(name, 'try', { locale: language, verifiedPhone: null, args: {} })),
    take(text) {
      if (!state || over) return [];
      const button = buttons[Number(text) - 1] ?? buttons.find(({ label }) => label === text);
      if (button && !button.event) return leave(`[${button.label}: the customer leaves the script.]`);
      const command = commands.command(text);
      if (!button && (command === 'menu' || command === 'operator' || command === 'stop')) {
        return leave(`[${command}: the customer leaves the script.]`);
      }
      const expects = runtime.expects(state);
      const event = button?.event ??
        readAnswer({ text }, expects, commands) ??
        readQuestionAsAnswer(text, expects) ?? { type: 'answer.unclear' };
      return shown(runtime.send(state, event));
    },
  };
}
