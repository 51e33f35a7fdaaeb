/** A place with nothing in it, and what to do about it. */
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export function Empty({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <span className="empty-icon">
        <Icon name={icon} size={26} />
      </span>
      <h2>{title}</h2>
      {children}
    </div>
  );
}
