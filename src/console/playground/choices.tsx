/** A button that opens a short list of things to do; Tab walks through it, Escape closes it. */
import { Popover, type FloatingPosition } from '@mantine/core';
import { useState, type ReactNode } from 'react';

export interface Choice {
  key: string;
  icon?: ReactNode;
  label: ReactNode;
  disabled?: boolean;
  choose(): void;
}

export interface ChoicesProps {
  /** Names the list for those who cannot see it. */
  label: string;
  lead?: string;
  position: FloatingPosition;
  width: number | 'auto';
  choices: Choice[];
  /** The button; `toggle` belongs into its onClick. */
  target(toggle: () => void): ReactNode;
}

export function Choices({ label, lead, position, width, choices, target }: ChoicesProps) {
  const [isOpen, setOpen] = useState(false);
  const toggle = (): void => setOpen(!isOpen);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position={position}
      shadow="md"
      withinPortal={false}
      trapFocus
      returnFocus
      {...(width === 'auto' ? {} : { width })}
    >
      <Popover.Target>{target(toggle)}</Popover.Target>
      <Popover.Dropdown p={6} aria-label={label} className="pg-drop">
        {lead !== undefined && <p className="pg-drop-lead">{lead}</p>}
        {choices.map(({ key, icon, label: words, disabled = false, choose }) => (
          <button
            key={key}
            type="button"
            className="pg-choice"
            disabled={disabled}
            onClick={() => {
              setOpen(false);
              choose();
            }}
          >
            {icon}
            {words}
          </button>
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
