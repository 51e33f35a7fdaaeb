/**
 * The shop's scripts made ready for turns: machines for those that start now and for the earlier versions that conversations
 * are still on, and the words of all of them.
 */
import { scriptFlow } from '../../flows/script/script-flow.ts';
import { loadScripts, withScriptTexts, type LoadedScripts } from '../content/scripts/load-scripts.ts';
import type { ReadScript } from '../content/scripts/read-script.ts';
import type { ScriptSurroundings } from '../content/scripts/script-surroundings.ts';
import type { TextsCatalogue } from '../content/texts.ts';
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

/** `keptDir` holds earlier versions; without it there are none. */
export function openScripts(shopDir: string, around: ScriptSurroundings, keptDir?: string): OpenedScripts {
  const loaded = loadScripts(shopDir, around);
  if (!loaded.ok) return loaded;
  const live = loaded.scripts;
  const kept = keptDir === undefined ? [] : readKeptScripts(keptDir, around);
  const earlier = kept.filter(({ version }) => !live.some((script) => script.version === version));
  const flow = ({ script, version }: ReadScript) => scriptFlow(script, version);
  const flows = { current: live.map(flow), earlier: earlier.map(flow) };
  const scripts: ShopScripts = {
    live,
    flows,
    texts: (catalogue) => withScriptTexts(catalogue, live, earlier),
  };
  return { ok: true, scripts, warnings: loaded.warnings };
}
