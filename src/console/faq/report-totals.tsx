/** The period in four numbers. */
import type { FaqReport } from '../../api/faq-reports.ts';
import { percentOf } from '../i18n/percent.ts';
import { useLanguage, useWords } from '../i18n/use-words.ts';

export function ReportTotals({ totals }: { totals: FaqReport['totals'] }) {
  const words = useWords();
  const { locale } = useLanguage();
  const number = new Intl.NumberFormat(locale);
  const { asked, answer, offer, miss, contained } = totals;
  const of = (count: number): string => (asked === 0 ? '' : percentOf(count / asked, locale));
  return (
    <ul className="rp-totals">
      <Total value={number.format(asked)} name={words('report.asked')} about="" />
      <Total
        value={of(contained)}
        name={words('report.contained')}
        about={words('report.of', { count: number.format(contained) })}
        tone="good"
      />
      <Total
        value={number.format(answer + offer)}
        name={words('report.answered')}
        about={words('report.answered-of', { answer: number.format(answer), offer: number.format(offer) })}
      />
      <Total value={number.format(miss)} name={words('report.missed')} about={of(miss)} tone="bad" />
    </ul>
  );
}

function Total({
  value,
  name,
  about,
  tone = '',
}: {
  value: string;
  name: string;
  about: string;
  tone?: string;
}) {
  return (
    <li className={`rp-total rp-total--${tone}`}>
      <strong className="p-number">{value}</strong>
      <span>{name}</span>
      {about !== '' && <span className="p-soft p-number">{about}</span>}
    </li>
  );
}
