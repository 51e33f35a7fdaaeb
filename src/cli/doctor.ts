/**
 * `npm run doctor`: looks at everything that a start needs — settings, folders, database, content, port, messengers, console —
 * changes nothing, and says what to mend. Exit 0: it will start. `--json`: one JSON object as the last line.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { readConfig, type Config } from '../config.ts';
import { systemClock, type Clock } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import type { Finding } from '../core/ports/channel.ts';
import { checkChannels, checkMail } from './doctor/check-channels.ts';
import { checkContent } from './doctor/check-content.ts';
import { checkDatabase } from './doctor/check-database.ts';
import { checkConsole, checkEnvFile, checkNode, checkPort } from './doctor/check-machine.ts';
import { checkClock, checkFolder } from './doctor/check-folder.ts';
import { readOptions } from './read-options.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MARKS = { ok: ['green', 'ok   '], warn: ['yellow', 'look '], error: ['red', 'MEND '] } as const;

const { values } = readOptions({ options: { json: { type: 'boolean', default: false } } });
const findings = await examine(systemClock);
const errors = findings.filter(({ level }) => level === 'error').length;
const warnings = findings.filter(({ level }) => level === 'warn').length;

for (const finding of findings) printFinding(finding);
const verdict = errors === 0 ? 'Prilavok will start' : 'Prilavok will not start or not work';
console.log(
  `\n${styleText(errors === 0 ? 'green' : 'red', verdict)}: ${errors} to mend, ${warnings} to look at.`,
);
if (values.json) console.log(JSON.stringify({ ok: errors === 0, errors, warnings, findings }));
process.exitCode = errors === 0 ? 0 : 1;

/** All findings; a check that fails unexpectedly is itself one. */
async function examine(clock: Clock): Promise<Finding[]> {
  const machine = [...checkNode(), ...checkEnvFile(join(process.cwd(), '.env'))];
  const settings = readSettings();
  if ('findings' in settings) return [...machine, ...settings.findings];
  const { config } = settings;
  // The playground keeps what is tried out apart from a shop's own conversations.
  const dataDir = config.playground ? join(config.dataDir, 'playground') : config.dataDir;
  const file = join(dataDir, 'prilavok.sqlite');
  const checks: (() => Finding[] | Promise<Finding[]>)[] = [
    () => checkFolder(dataDir),
    () => checkDatabase(file),
    () => checkClock(file, clock),
    () => checkContent(config, ROOT),
    () => checkPort(config.host, config.port),
    () => checkChannels(config, clock),
    () => checkMail(config),
    () => checkConsole(ROOT),
  ];
  const found = [...machine, ...describeSettings(config)];
  for (const check of checks) {
    try {
      found.push(...(await check()));
    } catch (thrown) {
      found.push({ level: 'error', subject: 'doctor', message: toError(thrown).message });
    }
  }
  return found;
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

function printFinding({ level, subject, message }: Finding): void {
  const [colour, mark] = MARKS[level];
  const [first = '', ...more] = message.split('\n');
  console.log(`${styleText(colour, mark)} ${subject.padEnd(20)} ${first}`);
  for (const line of more) console.log(`${' '.repeat(27)}${line}`);
}
