/**
 * `npm start`: reads the settings, builds console and web chat if they are stale, starts the product, and says plainly what runs where
 * and what to do next. A set-up that must be mended by a person ends with status 78 and never starts half a bot.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readConfig } from './config.ts';
import { EXIT_CONFIG, PrilavokError, toError } from './core/errors.ts';
import { LIMITS } from './core/limits.ts';
import { banner } from './product/banner.ts';
import { buildConsole } from './product/build-console.ts';
import { buildWidget } from './product/build-widget.ts';
import { showPairing } from './product/show-pairing.ts';
import { startProduct, type Product } from './product/start-product.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

async function main(): Promise<void> {
  const config = readConfig();
  for (const warning of config.warnings) console.error(`! ${warning}`);
  const [built, widget] = await Promise.all([buildConsole(root), buildWidget(root)]);
  if (typeof built === 'object') console.error(`! The console is not built: ${built.missing}`);
  if (typeof widget === 'object') console.error(`! The web chat is not built: ${widget.missing}`);
  const product = await startProduct(config, { root, release: release() });
  stopOnSignal(product);
  console.error(banner(product, config));
  showPairing(product.channels.adapters, process.stderr);
}

/** A second signal is harmless: the stop under way goes on. */
function stopOnSignal(product: Product): void {
  const stop = () => {
    const late = setTimeout(() => process.exit(1), LIMITS.shutdownMs);
    late.unref();
    product.stop().then(
      () => process.exit(0),
      (thrown: unknown) => {
        console.error(toError(thrown).message);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function release(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}

function fail(thrown: unknown): never {
  if (thrown instanceof PrilavokError) {
    // Where to get it stands below: with it a line is longer than most terminals are wide.
    const message = thrown.message.replaceAll(/\.? Where to get it: /g, '.\n      Where to get it: ');
    console.error(`\nPrilavok does not start (${thrown.code}):\n${message}\n`);
    console.error('What each code means and what to do: docs/errors.md');
    process.exit(EXIT_CONFIG);
  }
  console.error(toError(thrown).stack);
  process.exit(1);
}

process.on('unhandledRejection', (thrown) => {
  // A bug, but not a reason to leave customers alone: what was not acknowledged comes again.
  console.error('Unhandled:', toError(thrown).stack);
});

main().catch(fail);
