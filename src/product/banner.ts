/** What a start prints for the person in front of it: what runs where, and what to do next. */
import { join } from 'node:path';
import { PLATFORMS } from '../../bots/registry.ts';
import type { Config } from '../config.ts';
import { describeFinding } from '../content/finding.ts';
import type { Product } from './start-product.ts';

export function banner(product: Product, config: Config): string {
  const { content, channels, recovery, playgroundUrl } = product;
  const lines = [
    '',
    `Prilavok is open: ${content.shopName(content.current().shop.languages[0] ?? 'en')}`,
    '',
    ...places(product),
    `  Answers      ${content.current().entries} entries in ${config.faqDir}`,
    `  Data         ${playgroundUrl ? join(config.dataDir, 'playground') : config.dataDir}`,
  ];
  for (const account of channels.adapters.keys()) {
    const fault = product.refused.get(account);
    const how = fault ? ' DOES NOT RUN' : channels.emulated.size > 0 ? ' (emulated on this machine)' : '';
    lines.push(`  Channel      ${account}${how}`, ...(fault ? [`               ${fault.message}`] : []));
  }
  if (channels.adapters.size === 0)
    lines.push('  Channel      none yet: no messenger is set (see .env.example)');
  lines.push(...risks(config));
  const found = recovery.resent + recovery.leftUnknown + recovery.tasks;
  if (found > 0) {
    lines.push(
      `  Recovered    ${recovery.resent} messages sent again, ${recovery.leftUnknown} left unknown, ${recovery.tasks} look-ups`,
    );
  }
  return [...lines, ...brokenAnswers(content), '', ...nextSteps(product), '  Stop with Ctrl+C.', ''].join(
    '\n',
  );
}

/** Once for each platform that is a risk to use. */
function risks({ accounts }: Config): string[] {
  return [...new Set(accounts.map(({ platform }) => platform))].flatMap((platform) => {
    const risk = PLATFORMS[platform]?.risk;
    return risk === undefined ? [] : ['', `! ${platform}: ${risk}.`];
  });
}

/** A start on the answers of an earlier run must not go unnoticed. */
function brokenAnswers(content: Product['content']): string[] {
  const broken = content.current().warnings.filter(({ level }) => level === 'error');
  if (broken.length === 0) return [];
  return [
    '',
    '! The FAQ has errors. The last good answers of the earlier run are live; mend these and save:',
    ...broken.map((finding) => `    ${describeFinding(finding)}`),
  ];
}

function places({ url, playgroundUrl }: Product): string[] {
  return [
    ...(playgroundUrl
      ? [`  Playground   ${playgroundUrl}   customers' phones and the operators' console side by side`]
      : []),
    `  Console      ${url}`,
  ];
}

function nextSteps({ setupLink, playgroundUrl }: Product): string[] {
  if (playgroundUrl) {
    return [
      '  Next: open the playground in a browser and write something. Nothing leaves this machine.',
      '  For real customers: copy .env.example to .env and fill in a messenger (docs/channels.md tells how each is got).',
    ];
  }
  if (setupLink) return ['  Next: open this link once to become the first admin:', `  ${setupLink}`];
  return ['  Next: sign in to the console. "npm run doctor" checks the installation.'];
}
