/**
 * The shop's scripts made ready for turns: machines for those that start now and for the earlier versions that conversations
 * are still on, and the words of all of them.
 */
import { scriptFlow } from '../../flows/script/script-flow.ts';
import { loadScripts, withScriptTexts, type LoadedScripts } from '../content/scripts/load-scripts.ts';
import type { ReadScript } from '../content/scripts/read-script.ts';
import type { ScriptSurroundings } from '../content/scripts/script-surroundings.ts';
import type { TextsCatalogue } from '../content/texts.ts';
import type { KeptScript } from '../core/ports/script-store.ts';
import type { ContentFlows } from '../core/script.ts';
import { readKeptScripts } from './kept-scripts.ts';

export interface ShopScripts {
  live: ReadScript[];
  flows: ContentFlows;
  texts(catalogue: TextsCatalogue): TextsCatalogue;
}

export type OpenedScripts =
  { ok: true; scripts: ShopScripts; warnings: ContentWarnings } | Extract<LoadedScripts, { ok: false }>;

type ContentWarnings = Extract<LoadedScripts, { ok: true }>['warnings'];

/** `kept`: versions that conversations may stand in. */
export function openScripts(
  shopDir: string,
  around: ScriptSurroundings,
  kept: readonly KeptScript[] = [],
): OpenedScripts {
  const loaded = loadScripts(shopDir, around);
  if (!loaded.ok) return loaded;
  const live = loaded.scripts;
  // Only those that are not live: reading a script takes longer than comparing a number.
  const others = kept.filter(({ version }) => !live.some((script) => script.version === version));
  const earlier = readKeptScripts(others, around);
  const flow = ({ script, version }: ReadScript) => scriptFlow(script, version);
  const flows = { current: live.map(flow), earlier: earlier.map(flow) };
  const scripts: ShopScripts = {
    live,
    flows,
    texts: (catalogue) => withScriptTexts(catalogue, live, earlier),
  };
  return { ok: true, scripts, warnings: loaded.warnings };
}
