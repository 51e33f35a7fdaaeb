/**
 * `npm run doctor`: looks at everything that a start needs — machine, settings, data, content, public address, messengers, mail —
 * changes nothing, and says what to mend. Exit 0: it will start. `--json`: one JSON object as the last line.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { readConfig, type Config } from '../config.ts';
import { systemClock, type Clock } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import type { Finding } from '../core/ports/channel.ts';
import { checkAccount, checkMail } from './doctor/check-channels.ts';
import { checkContent } from './doctor/check-content.ts';
import { checkDatabase } from './doctor/check-database.ts';
import { checkConsole, checkEnvFile, checkNode, checkPort } from './doctor/check-machine.ts';
import { checkClock, checkFolder, checkMedia } from './doctor/check-folder.ts';
import { checkPublicAddress } from './doctor/check-public-address.ts';
import { drawSection, type Section } from './doctor/draw-section.ts';
import { readOptions } from './read-options.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const HELP = `npm run doctor -- [--json]

Looks at everything that a start needs (machine, settings, data, content, public address, messengers, mail), changes nothing, and
says what to mend.

  --json   one JSON object as the last line

Exit status: 0 it will start, 1 something has to be mended first, 2 used wrongly.
For example: npm run doctor`;

const { values } = readOptions(HELP, { options: { json: { type: 'boolean', default: false } } });
const sections = await examine(systemClock);
const findings = sections.flatMap((one) => one.findings);
const errors = findings.filter(({ level }) => level === 'error').length;
const warnings = findings.filter(({ level }) => level === 'warn').length;

for (const one of sections) console.log(drawSection(one, process.stdout.columns));
const verdict = errors === 0 ? 'Prilavok will start' : 'Prilavok cannot work like this';
console.log(
  `\n${styleText(errors === 0 ? 'green' : 'red', verdict)}: ${errors} to mend, ${warnings} to look at.`,
);
if (values.json) console.log(JSON.stringify({ ok: errors === 0, errors, warnings, findings }));
process.exitCode = errors === 0 ? 0 : 1;

type Check = () => Finding[] | Promise<Finding[]>;

/** All findings, by what they are about; a check that fails unexpectedly is itself one. */
async function examine(clock: Clock): Promise<Section[]> {
  const machine: Check[] = [() => checkNode(), () => checkEnvFile(join(process.cwd(), '.env'))];
  const settings = readSettings();
  if ('findings' in settings)
    return [await section('This machine', machine), { title: 'Settings', findings: settings.findings }];
  const { config } = settings;
  // The playground keeps what is tried out apart from a shop's own conversations.
  const dataDir = config.playground ? join(config.dataDir, 'playground') : config.dataDir;
  const file = join(dataDir, 'prilavok.sqlite');
  const house = [
    section('This machine', [
      ...machine,
      () => checkClock(file, clock),
      () => checkPort(config.host, config.port),
      () => checkConsole(ROOT),
    ]),
    section('Settings', [() => describeSettings(config)]),
    section('Data', [() => checkFolder(dataDir), () => checkMedia(dataDir), () => checkDatabase(file)]),
    section('Content', [() => checkContent(config, ROOT)]),
    section('Public address', [() => checkPublicAddress(config.publicUrl, clock)]),
  ];
  const accounts = config.accounts.map((one) =>
    section(one.account, [() => checkAccount(one, config, clock)]),
  );
  const all = await Promise.all([...house, ...accounts, section('Mail', [() => checkMail(config)])]);
  return all.filter((one) => one.findings.length > 0);
}

async function section(title: string, checks: Check[]): Promise<Section> {
  const found: Finding[] = [];
  for (const check of checks) {
    try {
      found.push(...(await check()));
    } catch (thrown) {
      found.push({ level: 'error', subject: 'doctor', message: toError(thrown).message });
    }
  }
  return { title, findings: found };
}

function readSettings(): { config: Config } | { findings: Finding[] } {
  try {
    return { config: readConfig() };
  } catch (thrown) {
    const lines = toError(thrown)
      .message.split('\n')
      .filter((line) => line.startsWith('  '));
    const subject = 'settings';
    const shown = lines.length > 0 ? lines : [toError(thrown).message];
    return { findings: shown.map((line) => ({ level: 'error', subject, message: line.trim() })) };
  }
}

function describeSettings(config: Config): Finding[] {
  const subject = 'settings';
  const accounts = config.accounts.map(({ account }) => account).join(', ');
  const message = config.playground
    ? 'no messenger is set: the playground will be shown'
    : accounts || 'no messenger is set, and no playground because others can reach this address';
  return [
    { level: config.playground || accounts ? 'ok' : 'warn', subject, message },
    ...config.warnings.map((text) => ({ level: 'warn' as const, subject, message: text })),
  ];
}
