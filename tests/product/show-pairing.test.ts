/** The code in the terminal: drawn for a person, never written into a log. */
import { expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFakeWhatsapp } from '../../bots/whatsapp-web/emulator/fake-whatsapp.ts';
import { createWhatsappWebAdapter } from '../../bots/whatsapp-web/index.ts';
import { systemClock, systemRandom } from '../../src/core/clock.ts';
import { showPairing } from '../../src/product/show-pairing.ts';
import { createTestDeps, eventually } from '../bots/support/test-deps.ts';

test.each([true, false])('terminal: %s', async (isTTY) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'pairing-'));
  const whatsapp = startFakeWhatsapp({ clock: systemClock, random: systemRandom });
  const config = { account: 'whatsapp-web:main', chromium: null, proxy: null } as const;
  const adapter = createWhatsappWebAdapter(config, createTestDeps({ dataDir }), whatsapp.make);
  const written: string[] = [];
  showPairing(new Map([[config.account, adapter]]), { isTTY, write: (text) => written.push(text) });
  try {
    await adapter.open(async () => {});
    await eventually(() => adapter.session().is === 'pairing', 'a code');
    whatsapp.rotateCode();
    whatsapp.scan();
    whatsapp.unlink();
    const drawn = written.filter((text) => /[█▀▄]/.test(text));
    expect(drawn.length).toBe(isTTY ? 2 : 0);
    expect(new Set(drawn).size).toBe(drawn.length);
    expect(written.join('')).not.toContain('2@');
    expect(written.filter((text) => text.includes('waits to be paired')).length).toBe(isTTY ? 0 : 1);
    expect(written.at(-2)).toContain('paired and connected');
    expect(written.at(-1)).toContain('unlinked');
  } finally {
    await adapter.close();
    await rm(dataDir, { recursive: true, force: true });
  }
});
