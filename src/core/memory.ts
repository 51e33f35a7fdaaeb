/**
 * What is remembered of a customer, so that nobody is asked twice within a month: how to address them, the order that they spoke
 * of last, what it was about. Never a proof: whoever wants to see an order proves anew, by the rules of that moment.
 */
import { LIMITS } from './limits.ts';

/** Part of the dialog; each line fades by itself. */
export interface Memory {
  /** As they told it: "Анна Сергеевна". */
  name?: Remembered;
  /** Number of an order that was found and proved to be theirs. */
  order?: Remembered;
  /** Flows that they used, the latest first. */
  topics?: Remembered[];
}

export interface Remembered {
  value: string;
  atMs: number;
}

/** What still holds, as flows get it; "" and [] for what is not known. */
export type Known = {
  /** How to address them; what they told goes before what the platform calls them. */
  name: string;
  lastOrder: string;
  topics: string[];
};

/** `profileName`: what the platform calls them. */
export function recall(memory: Memory | undefined, profileName: string, nowMs: number): Known {
  const holds = (one: Remembered | undefined) => one !== undefined && nowMs - one.atMs < LIMITS.memoryMs;
  const valueOf = (one: Remembered | undefined) => (one && holds(one) ? one.value : '');
  return {
    name: valueOf(memory?.name) || firstName(profileName),
    lastOrder: valueOf(memory?.order),
    topics: (memory?.topics ?? []).filter(holds).map(({ value }) => value),
  };
}

/** The memory with one more topic; each stands there once. */
export function withTopic(memory: Memory | undefined, topic: string, nowMs: number): Memory {
  const others = (memory?.topics ?? []).filter(({ value }) => value !== topic);
  return { ...memory, topics: [{ value: topic, atMs: nowMs }, ...others].slice(0, LIMITS.memoryTopics) };
}

/** A profile's family name is no address. */
function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? '';
}
