/** The settings of a number: what is needed, what has a default, what cannot be right. */
import { describe, expect, test } from '@jest/globals';
import { whatsappPlatform, type WhatsAppConfig } from '../../../bots/whatsapp/index.ts';
import { VERIFY_TOKEN } from './rig.ts';

describe('settings', () => {
  const context = { publicUrl: 'https://shop.example', account: 'whatsapp:opt' as const };
  const good = {
    ACCESS_TOKEN: 'EAA0123456789abcdefghij',
    PHONE_NUMBER_ID: '106540000000001',
    APP_SECRET: '0123456789abcdef0123456789abcdef',
    VERIFY_TOKEN,
  };
  const problems = (values: Record<string, string | undefined>, more = {}) => {
    const parsed = whatsappPlatform.parse(values, { ...context, ...more });
    return parsed.ok ? [] : parsed.problems.map(({ key }) => key);
  };

  test('four are needed, the rest has a default', () => {
    const parsed = whatsappPlatform.parse(good, context);
    expect(parsed).toMatchObject({
      ok: true,
      config: {
        webhookUrl: 'https://shop.example/webhooks/whatsapp/opt',
        apiRoot: 'https://graph.facebook.com',
        apiVersion: 'v26.0',
        typing: false,
        businessId: null,
      },
    });
    expect(problems({})).toEqual(['ACCESS_TOKEN', 'PHONE_NUMBER_ID', 'APP_SECRET', 'VERIFY_TOKEN']);
  });

  test('what cannot be right is told by its name, never with its value', () => {
    const wrong = {
      ACCESS_TOKEN: 'two words here that are long',
      PHONE_NUMBER_ID: '+7 999 000-00-01',
      APP_SECRET: 'short',
      VERIFY_TOKEN: 'short',
      BUSINESS_ID: 'x',
      TYPING: 'perhaps',
      API_VERSION: '26',
      API_ROOT: 'graph',
      PROXY: 'proxy',
    };
    expect(problems(wrong).toSorted()).toEqual(Object.keys(wrong).toSorted());
    const parsed = whatsappPlatform.parse(wrong, context);
    if (parsed.ok) throw new Error('accepted');
    for (const { message } of parsed.problems) expect(message).not.toContain(wrong.ACCESS_TOKEN);
  });

  test('without a public address there is nothing to deliver to; "web" is the other one', () => {
    expect(problems(good, { publicUrl: null })).toEqual(['ACCESS_TOKEN']);
    expect(problems(good, { account: 'whatsapp:web' })).toEqual(['PHONE_NUMBER_ID']);
  });

  test('yes is yes in any case', () => {
    const parsed = whatsappPlatform.parse({ ...good, TYPING: 'YES' }, context);
    expect(parsed.ok && (parsed.config as WhatsAppConfig).typing).toBe(true);
  });
});
