/** Counting, as the parts that count see it. Names are snake case; labels come from small fixed sets, never from customers. */

export interface Metrics {
  /** Adds one to a counter. */
  count(name: string, labels?: Record<string, string>): void;
}

/** For tests and commands that count nothing. */
export const silentMetrics: Metrics = { count() {} };
