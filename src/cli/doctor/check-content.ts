/** Shop settings, texts and FAQ, read as the server would read them. */
import { join } from 'node:path';
import type { Config } from '../../config.ts';
import { describeFinding } from '../../content/finding.ts';
import { PrilavokError } from '../../core/errors.ts';
import type { Finding } from '../../core/ports/channel.ts';
import { loadContent } from '../../product/content.ts';

/** Warnings shown; `npm run faq:check` has all. */
const SHOWN = 5;

export async function checkContent(
  config: Pick<Config, 'faqDir' | 'shopDir'>,
  root: string,
): Promise<Finding[]> {
  const subject = 'content';
  try {
    const { faqDir, shopDir } = config;
    const { entries, warnings } = await loadContent({ faqDir, shopDir, flowsDir: join(root, 'flows') });
    const good: Finding = {
      level: 'ok',
      subject,
      message: `${entries} answers, texts and shop.yaml can be used`,
    };
    const shown = warnings.slice(0, SHOWN).map((one): Finding => {
      return { level: 'warn', subject, message: describeFinding(one) };
    });
    return [good, ...shown];
  } catch (thrown) {
    if (!(thrown instanceof PrilavokError)) throw thrown;
    const advice = `${thrown.message}\nnpm run faq:check and npm run shop:check show the same, file by file`;
    return [{ level: 'error', subject, message: advice }];
  }
}
