/**
 * Versions of scripts: written before they go live, kept while any conversation stands in them, then swept. The sweep reads
 * the conversations in small steps; only a whole round that met nobody takes a version away, and after a restart it begins anew.
 */
import type { DialogState, FlowState } from '../../core/conversation.ts';
import { LIMITS } from '../../core/limits.ts';
import type { KeptScript, ScriptStore } from '../../core/ports/script-store.ts';
import type { Context } from './context.ts';
import { NUMBER } from './planned-once.ts';
import type { GroupCommit } from './group-commit.ts';
import { parseStored } from './rows.ts';

/** The verbs of the port. */
export function createScriptVerbs({ db }: Context, group: GroupCommit): ScriptStore {
  const put = db.prepare<[string, number, string]>(
    `INSERT INTO script_versions (name, version, source, replaced_at) VALUES (?, ?, ?, NULL)
     ON CONFLICT (name, version) DO UPDATE SET replaced_at = NULL`,
  );
  const replace = db.prepare<[number, string]>(
    `UPDATE script_versions SET replaced_at = ?
      WHERE replaced_at IS NULL AND name || ' ' || version NOT IN (SELECT value FROM json_each(?))`,
  );
  const all = db.prepare<[], KeptScript>(
    'SELECT name, version, source FROM script_versions ORDER BY name, version',
  );
  return {
    keepScripts: (live, nowMs) =>
      group.write(() => {
        for (const { name, version, source } of live) put.run(name, version, source);
        replace.run(nowMs, JSON.stringify(live.map((one) => keyOf(one))));
      }),
    readKeptScripts: async () => all.all(),
  };
}

interface Round {
  /** Versions that nobody was met in so far. */
  unmet: Map<string, Pick<KeptScript, 'name' | 'version'>>;
  /** The last conversation that was looked at. */
  position: number;
}

/** One step of the sweep; returns how many versions went. */
export function createScriptSweep({ db }: Context): (nowMs: number) => number {
  const replaced = db.prepare<[number], Pick<KeptScript, 'name' | 'version'>>(
    'SELECT name, version FROM script_versions WHERE replaced_at < ?',
  );
  const look = db.prepare<[number, number], { id: number; dialog: string }>(
    `SELECT id, dialog FROM conversations WHERE id > ? ORDER BY id LIMIT ${NUMBER}`,
  );
  const remove = db.prepare<[string, number, number]>(
    'DELETE FROM script_versions WHERE name = ? AND version = ? AND replaced_at < ?',
  );
  let round: Round | null = null;

  return (nowMs) => {
    // A turn that was decided just before a version was replaced may be committed just after.
    const beforeMs = nowMs - LIMITS.scriptReplacedMs;
    round ??= { unmet: new Map(replaced.all(beforeMs).map((one) => [keyOf(one), one])), position: 0 };
    const { unmet } = round;
    const seen = unmet.size === 0 ? [] : look.all(round.position, LIMITS.scriptSweepRows);
    for (const { id, dialog } of seen) {
      round.position = id;
      for (const [key, { version }] of unmet) {
        // Most dialogs name no such number, and need not be taken apart.
        if (dialog.includes(String(version)) && standsIn(dialog, key, nowMs)) unmet.delete(key);
      }
    }
    if (seen.length === LIMITS.scriptSweepRows) return 0;
    round = null;
    let removed = 0;
    for (const { name, version } of unmet.values()) removed += remove.run(name, version, beforeMs).changes;
    return removed;
  };
}

/** A flow that was put aside too long ago is forgotten as soon as its customer writes: nobody needs its version. */
function standsIn(dialog: string, key: string, nowMs: number): boolean {
  const { active, suspended } = parseStored<DialogState>(dialog);
  const isIt = ({ flow, version }: FlowState): boolean => keyOf({ name: flow, version }) === key;
  if (active && isIt(active)) return true;
  return suspended.some(
    (flow) => isIt(flow) && nowMs - (flow.suspendedAtMs ?? nowMs) < LIMITS.suspendedFlowMs,
  );
}

function keyOf({ name, version }: Pick<KeptScript, 'name' | 'version'>): string {
  return `${name} ${version}`;
}
