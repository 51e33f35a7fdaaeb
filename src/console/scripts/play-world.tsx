/** What the played script meets: the customer's language, what the shop finds, the hours, other wordings. */
import { NativeSelect, Switch } from '@mantine/core';
import { API_LOCALES } from '../../api/bounds.ts';
import type { PlayedWorldView, PlayScript } from '../../api/scripts.ts';
import { useWords } from '../i18n/use-words.ts';

const ORDERS: readonly PlayedWorldView['order'][] = ['found', 'late', 'notFound', 'down'];
const PRODUCTS: readonly PlayedWorldView['product'][] = ['found', 'notFound', 'down'];

interface PlayWorldProps {
  play: Omit<PlayScript, 'said'>;
  change(play: Partial<Omit<PlayScript, 'said'>>): void;
}

export function PlayWorld({ play, change }: PlayWorldProps) {
  const words = useWords();
  const { language, world, seed } = play;
  const inWorld = (more: Partial<PlayedWorldView>) => change({ world: { ...world, ...more } });
  return (
    <fieldset className="play-world">
      <legend className="p-hidden">{words('play.world')}</legend>
      <NativeSelect
        label={words('play.language')}
        value={language}
        data={API_LOCALES.map((locale) => ({ value: locale, label: words(`language.${locale}`) }))}
        onChange={({ currentTarget: { value } }) =>
          change({ language: API_LOCALES.find((locale) => locale === value) ?? language })
        }
      />
      <NativeSelect
        label={words('play.order')}
        value={world.order}
        data={ORDERS.map((order) => ({ value: order, label: words(`play.order.${order}`) }))}
        onChange={({ currentTarget: { value } }) =>
          inWorld({ order: ORDERS.find((order) => order === value) ?? world.order })
        }
      />
      <NativeSelect
        label={words('play.product')}
        value={world.product}
        data={PRODUCTS.map((product) => ({ value: product, label: words(`play.product.${product}`) }))}
        onChange={({ currentTarget: { value } }) =>
          inWorld({ product: PRODUCTS.find((product) => product === value) ?? world.product })
        }
      />
      <NativeSelect
        label={words('play.wording')}
        value={String(seed)}
        data={[0, 1, 2, 3].map((one) => ({ value: String(one), label: String(one + 1) }))}
        onChange={({ currentTarget: { value } }) => change({ seed: Number(value) })}
      />
      <Switch
        label={words('play.open')}
        checked={world.open}
        onChange={(event) => inWorld({ open: event.currentTarget.checked })}
      />
      <Switch
        label={words('play.phone')}
        checked={world.phoneKnown}
        onChange={(event) => inWorld({ phoneKnown: event.currentTarget.checked })}
      />
    </fieldset>
  );
}
