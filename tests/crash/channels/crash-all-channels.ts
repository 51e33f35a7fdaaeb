/** The crash run over all channels as a command: a table, a line of JSON, and whether all is well. */
import { runChannels, type ChannelsCrashOptions, type ChannelVerdict } from './run-channels.ts';

const REST_MS = 90_000;

/** Channels on which nothing may arrive twice: a key or a report settles what became of a call. */
const SETTLED = ['WhatsApp', 'web chat'];

/** Prints what came out; true if nothing was lost, doubled, out of order or unexplained. */
export async function crashAllChannels(
  options: Omit<ChannelsCrashOptions, 'restMs'> & { json: boolean },
): Promise<boolean> {
  const result = await runChannels({ ...options, restMs: REST_MS });
  console.log(`\n${result.kills} kills in ${result.seconds} s\n`);
  console.log(
    '| channel | asked | lost | effects doubled | order broken | arrived twice, marked so | unexplained |',
  );
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const one of result.channels) console.log(`| ${cellsOf(one).join(' | ')} |`);
  for (const finding of result.channels.flatMap(({ findings }) => findings)) console.log(`\n! ${finding}`);
  if (options.json) console.log(JSON.stringify(result));
  return result.channels.every(isClean);
}

export function isClean(one: ChannelVerdict): boolean {
  const isSettled = !SETTLED.includes(one.channel) || one.outwardDuplicates === 0;
  return isSettled && one.lost + one.effectsDoubled + one.orderBroken + one.unexplained === 0;
}

function cellsOf(one: ChannelVerdict): (string | number)[] {
  const marked = one.outwardDuplicates - one.unexplained;
  return [one.channel, one.asked, one.lost, one.effectsDoubled, one.orderBroken, marked, one.unexplained];
}
