/** Where the browser begins on the playground's page. */
import '@mantine/core/styles.css';
import '../ui/theme.css';
import '../ui/ui.css';
import './page.css';
import './phone.css';
import './bubbles.css';
import { createRoot } from 'react-dom/client';
import { PlaygroundApp } from './playground-app.tsx';

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<PlaygroundApp />);
