/** Versions of scripts that conversations stand in. Kept with the conversations themselves, so that one copy of them holds both. */

export interface ScriptStore {
  /**
   * Writes down what is about to go live, before anybody can begin it; every other version counts as replaced from now on.
   * Durable when the promise resolves.
   */
  keepScripts(live: KeptScript[], nowMs: number): Promise<void>;
  /** The versions that are live, and the replaced ones that conversations may still stand in. */
  readKeptScripts(): Promise<KeptScript[]>;
}

export interface KeptScript {
  name: string;
  /** A number made of its content. */
  version: number;
  /** The file as it was. */
  source: string;
}
