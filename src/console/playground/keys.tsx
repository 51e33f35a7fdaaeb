/** The keys that the shop has put below the input field; some give away the own number or place. */
import type { ScreenStateView } from '../../api/playground.ts';
import { Icon } from '../ui/icon.tsx';
import { usePlaygroundWords } from './words.ts';

export interface KeysProps {
  rows: NonNullable<ScreenStateView['keyboard']>;
  press(key: number): void;
}

export function Keys({ rows, press }: KeysProps) {
  const words = usePlaygroundWords();
  let count = 0;
  return (
    <div className="ph-keys" role="group" aria-label={words('phone.keyboard')}>
      {rows.map((row, line) => (
        <div key={line} className="ph-keys-row">
          {row.map(({ label, shares }) => {
            const key = count;
            count += 1;
            return (
              <button key={key} type="button" className="ph-key" onClick={() => press(key)}>
                {shares !== null && <Icon name={shares === 'phone' ? 'phone' : 'pin'} size={17} />}
                {label}
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
}
