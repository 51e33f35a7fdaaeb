/**
 * `npm run flows:draw`: every flow and every script of the shop as a diagram in Mermaid's words, one after the other, each in a
 * Markdown block that editors and code hosts show as a picture. `npm run flows:draw -- complaint`: only that one.
 * `--out FILE` writes them there, `--shop DIR`.
 */
import { writeFileSync } from 'node:fs';
import { FLOWS } from '../../flows/registry.ts';
import { drawFlow } from '../../flows/draw-flow.ts';
import { loadShop } from '../content/shop-settings.ts';
import { shopSlots } from '../content/shop-slots.ts';
import { openScripts } from '../product/scripts.ts';
import { contentPlaces } from './content-places.ts';
import { printFindings } from './print-findings.ts';
import { readOptions } from './read-options.ts';

const HELP = `npm run flows:draw -- [name] [options]

Every flow and every script of the shop as a diagram in Mermaid's words, each in a Markdown block that editors and code hosts show as a
picture. With a name, only that one.

  --out FILE   write them there instead of to the terminal
  --shop DIR   the shop's folder, instead of SHOP_DIR

Exit status: 0 drawn, 1 there is no such flow or the scripts cannot be used, 2 used wrongly.
For example: npm run flows:draw -- complaint --out complaint.md`;

const { values, positionals } = readOptions(HELP, {
  allowPositionals: true,
  options: { shop: { type: 'string' }, out: { type: 'string' } },
});
process.exitCode = draw(positionals[0]);

function draw(only: string | undefined): number {
  const { shopDir } = contentPlaces(values);
  const shop = loadShop(shopDir);
  const knownFlows = FLOWS.map(({ name }) => name);
  const scripts = shop.ok
    ? openScripts(shopDir, {
        languages: shop.settings.languages,
        slots: shopSlots(shop.settings),
        knownFlows,
      })
    : shop;
  if (!scripts.ok) {
    printFindings(scripts.findings);
    return 1;
  }
  const all = [...FLOWS, ...('scripts' in scripts ? scripts.scripts.flows.current : [])];
  const wanted = all.filter(({ name }) => only === undefined || name === only);
  if (wanted.length === 0) {
    console.error(`There is no flow "${only}". There are: ${all.map(({ name }) => name).join(', ')}`);
    return 1;
  }
  const text = wanted.map((flow) => `## ${flow.name}\n\n\`\`\`mermaid\n${drawFlow(flow)}\`\`\`\n`).join('\n');
  if (values.out === undefined) console.log(text);
  else writeFileSync(values.out, text);
  return 0;
}
