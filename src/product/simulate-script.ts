/**
 * A script played by itself: its machine, its words, and the parsers that read a customer's answers in the product. What the
 * product would do around it (answers of the FAQ, the queue, other flows) is only named; the shop's answers are made up.
 */
import type { FlowEvent } from '../core/content.ts';
import type { FlowState } from '../core/conversation.ts';
import { LIMITS } from '../core/limits.ts';
import type { Locale } from '../core/locale.ts';
import type { PlayedLine, PlayedNote, PlayedWorld } from '../core/ports/script-desk.ts';
import type { CommandWords, Texts } from '../core/ports/words.ts';
import { readAnswer, readQuestionAsAnswer } from '../engine/answers.ts';
import type { FlowEffect, FlowRuntime, FlowStep } from '../engine/flow-runtime.ts';
import { answerOf } from './simulated-shop.ts';

export interface Simulation {
  /** The script's first words. */
  begin(): PlayedLine[];
  /** What a customer writes, or the number of a button; what the script says to it. */
  take(text: string): PlayedLine[];
  /** The step that waits; null before the beginning and when it is over. */
  readonly step: string | null;
}

export interface SimulationParts {
  name: string;
  runtime: FlowRuntime;
  texts: Texts;
  commands: CommandWords;
  language: Locale;
  world: PlayedWorld;
  /** 0…1: picks among the wordings. */
  variant: number;
  nowMs: number;
  timeZone: string;
}

interface Shown {
  label: string;
  event: FlowEvent | null;
}

interface Stage {
  state: FlowState | null;
  over: boolean;
  buttons: Shown[];
}

export function simulateScript(parts: SimulationParts): Simulation {
  const { runtime, name, language, world } = parts;
  const stage: Stage = { state: null, over: false, buttons: [] };
  const leave = (label: string): PlayedLine[] => {
    stage.over = true;
    return [note('left', { label })];
  };
  return {
    get step() {
      return stage.over || !stage.state ? null : stepOf(stage.state);
    },
    begin() {
      const verifiedPhone = world.phoneKnown ? '70000000000' : null;
      return show(parts, stage, runtime.start(name, 'try', { locale: language, verifiedPhone, args: {} }));
    },
    take(text) {
      if (!stage.state || stage.over) return [];
      const { buttons } = stage;
      const button = buttons[Number(text) - 1] ?? buttons.find(({ label }) => label === text);
      if (button && !button.event) return leave(button.label);
      const command = parts.commands.command(text);
      if (!button && (command === 'menu' || command === 'operator' || command === 'stop')) {
        return leave(text);
      }
      const expects = runtime.expects(stage.state);
      const event = button?.event ??
        readAnswer({ text }, expects, parts.commands) ??
        readQuestionAsAnswer(text, expects) ?? { type: 'answer.unclear' };
      return show(parts, stage, runtime.send(stage.state, event));
    },
  };
}

/** Everything up to the next question: look-ups are answered at once. */
function show(parts: SimulationParts, stage: Stage, first: FlowStep): PlayedLine[] {
  const lines: PlayedLine[] = [];
  let step = first;
  for (let asked = 0; ; asked += 1) {
    stage.state = step.state;
    stage.over = step.done;
    let answer: FlowEvent | null = null;
    for (const effect of step.effects) {
      lines.push(...told(parts, stage, effect));
      if (effect.type !== 'runTask') continue;
      const { kind, input } = effect.params;
      const answered = answerOf(kind, input, parts);
      lines.push(note('look-up', { what: kind, result: answered.result }));
      answer = answered.event;
    }
    // A script that looks up for ever would be refused by the check; here it is cut all the same.
    if (answer === null || step.done || asked >= LIMITS.scriptSteps) break;
    step = parts.runtime.send(step.state, answer);
  }
  if (stage.over) lines.push(note('ended', {}));
  return lines;
}

function told(
  { texts, language, variant, world }: SimulationParts,
  stage: Stage,
  effect: FlowEffect,
): PlayedLine[] {
  if (effect.type === 'requestOperator') return [note('person', { open: world.open })];
  if (effect.type === 'startFlow') return [note('flow', { flow: effect.params.flow })];
  if (effect.type === 'remember') {
    const { summary } = effect.params.facts;
    return typeof summary === 'string' ? [note('summary', { text: summary })] : [];
  }
  if (effect.type !== 'say' && effect.type !== 'ask') return [];
  const { params } = effect;
  const paragraphs = [params, ...(params.more ?? [])].map(({ text, slots }) =>
    texts.text(language, text, slots, variant),
  );
  const buttons = (params.buttons ?? []).map((button): Shown => ({
    label: plain(texts.text(language, button.label, 'slots' in button ? button.slots : {})),
    event: 'share' in button ? OWN_CONTACT : 'event' in button ? button.event : null,
  }));
  stage.buttons = buttons;
  return [{ who: 'bot', text: plain(paragraphs.join('\n\n')), buttons: buttons.map(({ label }) => label) }];
}

/** As if the customer had shared the number that the messenger vouches for. */
const OWN_CONTACT: FlowEvent = { type: 'answer.contact', phone: '70000000000', own: true };

function note(code: PlayedNote, values: Record<string, string | boolean>): PlayedLine {
  return { who: 'note', code, values };
}

/** The states behind a step are called after it. */
function stepOf({ value }: FlowState): string {
  return typeof value === 'string' ? (value.split('_')[0] ?? value) : '';
}

/** Escapes that guard markup come off: here nothing is rendered. */
function plain(text: string): string {
  return text.replace(/\\([\\*_`[\]])/g, '$1');
}
