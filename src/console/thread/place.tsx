/** A place on the map: its coordinates, as a link that opens a map in another tab. */
import { useWords } from '../i18n/use-words.ts';
import { Icon } from '../ui/icon.tsx';

const DIGITS = 5;

export function Place({ latitude, longitude }: { latitude: number; longitude: number }) {
  const words = useWords();
  const at = `${latitude.toFixed(DIGITS)}, ${longitude.toFixed(DIGITS)}`;
  const href = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
  return (
    <a className="file" href={href} target="_blank" rel="noreferrer noopener">
      <Icon name="pin" />
      <span>
        {words('media.location')} <span className="p-number">{at}</span>
      </span>
    </a>
  );
}
